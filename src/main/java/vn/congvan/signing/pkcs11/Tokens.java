package vn.congvan.signing.pkcs11;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.congvan.document.KeyPlace;
import vn.congvan.signing.Secret;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;

/** Opens keys on tokens. One for a process, so that no token is asked twice with a wrong PIN. */
public final class Tokens {
  private final ConcurrentHashMap<Path, Cryptoki> libraries = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, PinGuard> guards = new ConcurrentHashMap<>();

  /**
   * @throws vn.congvan.document.RetryLater {@code SIGN.TOKEN_AWAY} when the token is not plugged in
   * @throws vn.congvan.document.SetAside when the library does not load, the PIN is wrong, or the
   *     key cannot be used
   */
  public SigningKey open(KeyPlace.Token place, SigningRules rules, CryptoProviders providers) {
    return TokenKey.open(this, place, rules, providers);
  }

  /** Finds the token, logs in, finds the key. */
  Link link(KeyPlace.Token place) throws CryptokiException {
    var library = library(place.library());
    var token =
        find(library, place)
            .orElseThrow(() -> TokenFailure.away(place.name(), "no token has this name"));
    var sessions = new Sessions(library, token.slot());
    var session = sessions.take();
    var linked = false;
    try {
      login(library, token, session.handle(), place);
      var link = Link.of(library, token.slot(), sessions, session.handle(), place);
      linked = true;
      return link;
    } finally {
      sessions.give(session);
      if (!linked) {
        sessions.close();
      }
    }
  }

  Cryptoki library(Path path) {
    return libraries.computeIfAbsent(path, Tokens::load);
  }

  private static Cryptoki load(Path path) {
    try {
      return Cryptoki.load(path);
    } catch (CryptokiException | LinkageError e) {
      throw TokenFailure.library(path.toString(), e);
    }
  }

  /** Two tokens of one name are told apart by their serial number, or not at all. */
  private static Optional<Cryptoki.TokenInfo> find(Cryptoki library, KeyPlace.Token place)
      throws CryptokiException {
    List<Cryptoki.TokenInfo> found =
        library.tokens().stream()
            .filter(t -> place.token() == null || t.label().equals(place.token()))
            .filter(t -> place.serial() == null || t.serial().equals(place.serial()))
            .toList();
    if (found.size() > 1) {
      throw TokenFailure.unusable(
          place.name(),
          "có %d thiết bị cùng tên; khai báo thêm \"serial\"".formatted(found.size()),
          "%d tokens have this name; set their 'serial' too".formatted(found.size()));
    }
    return found.stream().findFirst();
  }

  private void login(Cryptoki library, Cryptoki.TokenInfo token, long session, KeyPlace.Token place)
      throws CryptokiException {
    try (var pin = Secret.read(place.pinFile())) {
      guards
          .computeIfAbsent(place.library() + " " + token.serial(), any -> new PinGuard())
          .login(library, token, session, place.name(), pin.bytes());
    } catch (IOException e) {
      throw TokenFailure.pinFile(place.name(), e);
    }
  }
}
