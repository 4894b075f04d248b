package vn.congvan.signing.csc;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.signing.Secret;

/**
 * A person's consent, given once in a browser on the service's own page, that this installation may
 * call the service for them: authorization code (RFC 6749, 4.1) with PKCE (RFC 7636), back to a
 * loopback address (RFC 8252). What it leaves is the refresh token in its file; the password stays
 * between the person and the service.
 */
public final class Consent {
  private final Http http = new Http();
  private final KeyPlace.Remote place;
  private final URI oauth;
  private final URI redirect;
  private final String state = random();
  private final String verifier = random();

  private Consent(KeyPlace.Remote place, URI oauth, URI redirect) {
    this.place = place;
    this.oauth = oauth;
    this.redirect = redirect;
  }

  /**
   * @param redirect where the service sends the browser back to, on this machine
   * @throws vn.congvan.document.RetryLater when the service is away
   */
  public static Consent begin(KeyPlace.Remote place, URI redirect) {
    return new Consent(place, Service.oauth(Service.info(new Http(), place), place), redirect);
  }

  /** To be opened in the person's browser. */
  public URI page() {
    return URI.create(
        Service.endpoint(oauth, "authorize")
            + "?response_type=code&client_id="
            + encoded(place.clientId())
            + "&redirect_uri="
            + encoded(redirect.toString())
            + "&scope=service&code_challenge="
            + challenge(verifier)
            + "&code_challenge_method=S256&state="
            + state);
  }

  /**
   * Takes what the browser brought back, and keeps the refresh token.
   *
   * @throws Refused when it is not the answer to this consent, or the person said no
   * @throws vn.congvan.document.Failure when the service does not honour it
   */
  public void finish(String returnedState, String code) {
    if (!MessageDigest.isEqual(
            state.getBytes(StandardCharsets.US_ASCII),
            returnedState.getBytes(StandardCharsets.UTF_8))
        || code.isEmpty()) {
      throw new Refused(
          new Reason(
              "SIGN.NO_CONSENT",
              "Chưa được đồng ý trên trang của dịch vụ ký số. Chạy lại lệnh và đồng ý.",
              "there was no consent on the service's page; run the command again and consent"));
    }
    var answer = redeem(code);
    if (answer.isAway()) {
      throw ServiceFailure.away(Service.host(place), answer);
    }
    var file = place.refreshTokenFile();
    var refresh = answer.text("refresh_token");
    if (!answer.isGood() || refresh.isEmpty() || file == null) {
      throw ServiceFailure.notAuthorised(Service.host(place), answer);
    }
    try {
      Access.store(file, refresh.get());
    } catch (IOException e) {
      throw ServiceFailure.unusable(
          place.credential(),
          "không ghi được tệp %s".formatted(file.getFileName()),
          "the file %s cannot be written".formatted(file.getFileName()),
          e);
    }
  }

  private Answer redeem(String code) {
    try (var form = new Form()) {
      form.with("grant_type", "authorization_code")
          .with("code", code)
          .with("redirect_uri", redirect.toString())
          .with("code_verifier", verifier)
          .with("client_id", place.clientId());
      var secretFile = place.clientSecretFile();
      if (secretFile != null) {
        try (var secret = Secret.read(secretFile)) {
          form.with("client_secret", secret.bytes());
        }
      }
      return http.post(Service.endpoint(oauth, "token"), Form.MEDIA_TYPE, null, form.bytes());
    } catch (IOException e) {
      throw ServiceFailure.away(Service.host(place), e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
