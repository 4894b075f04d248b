package vn.congvan.signing.csc;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.KeyPlace;
import vn.congvan.signing.Secret;

/**
 * The right to call a service (OAuth 2.0, RFC 6749): for this installation by itself, or for a
 * person by the refresh token that the person's consent left. Renewed before it ends, and when the
 * service says it has ended. Thread-safe.
 */
final class Access {
  /** Clocks differ, and a request takes its time. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private static final Duration USUAL_LIFE = Duration.ofHours(1);

  private final Http http;
  private final KeyPlace.Remote place;
  private final URI tokens;
  private final Clock clock;
  private @Nullable String token;
  private Instant until = Instant.MIN;

  /**
   * @param tokens address of the token endpoint
   */
  Access(Http http, KeyPlace.Remote place, URI tokens, Clock clock) {
    this.http = http;
    this.place = place;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** A token that is good now, as far as is known. */
  synchronized String token() {
    var known = token;
    if (known != null && clock.instant().isBefore(until)) {
      return known;
    }
    return renew();
  }

  /** Forgets a token the service does not take any more, unless it was renewed meanwhile. */
  synchronized void refused(String used) {
    if (used.equals(token)) {
      token = null;
    }
  }

  private String renew() {
    var answer = ask();
    if (answer.isAway()) {
      throw ServiceFailure.away(tokens.getHost(), answer);
    }
    var fresh = answer.text("access_token").orElse("");
    if (!answer.isGood() || fresh.isEmpty()) {
      throw ServiceFailure.notAuthorised(tokens.getHost(), answer);
    }
    answer.text("refresh_token").ifPresent(this::keep);
    var life = Duration.ofSeconds(answer.number("expires_in", USUAL_LIFE.toSeconds()));
    token = fresh;
    until = clock.instant().plus(life).minus(MARGIN);
    return fresh;
  }

  private Answer ask() {
    try (var form = new Form()) {
      var refresh = place.refreshTokenFile();
      if (refresh == null) {
        form.with("grant_type", "client_credentials").with("scope", "service");
      } else {
        form.with("grant_type", "refresh_token");
        try (var secret = Secret.read(refresh)) {
          form.with("refresh_token", secret.bytes());
        }
      }
      form.with("client_id", place.clientId());
      var secretFile = place.clientSecretFile();
      if (secretFile != null) {
        try (var secret = Secret.read(secretFile)) {
          form.with("client_secret", secret.bytes());
        }
      }
      return post(form);
    } catch (IOException e) {
      throw ServiceFailure.unusable(
          place.credential(),
          "không đọc được tệp bí mật của dịch vụ (%s)".formatted(e.getMessage()),
          "a secret file of the service cannot be read (%s)".formatted(e.getMessage()),
          e);
    }
  }

  private Answer post(Form form) {
    try {
      return http.post(tokens, Form.MEDIA_TYPE, null, form.bytes());
    } catch (IOException e) {
      throw ServiceFailure.away(tokens.getHost(), e);
    }
  }

  /** The old one may be good no more, so the new one must survive a crash. */
  private void keep(String refreshToken) {
    var file = place.refreshTokenFile();
    if (file != null) {
      try {
        store(file, refreshToken);
      } catch (IOException e) {
        throw ServiceFailure.unusable(
            place.credential(),
            "không ghi được tệp %s".formatted(file.getFileName()),
            "the file %s cannot be written".formatted(file.getFileName()),
            e);
      }
    }
  }

  /** Readable by its owner only, and whole or not at all. */
  static void store(Path file, String refreshToken) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    var fresh =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? Files.createTempFile(
                folder,
                "token",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(folder, "token", ".new");
    try (var channel =
        java.nio.channels.FileChannel.open(fresh, java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(
          java.nio.ByteBuffer.wrap((refreshToken + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
