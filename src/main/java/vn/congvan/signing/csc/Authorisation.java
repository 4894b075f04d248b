package vn.congvan.signing.csc;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.KeyPlace;
import vn.congvan.signing.Secret;
import vn.congvan.signing.SignatureScheme;

/**
 * Gets signature activation data for just these hashes ({@code credentials/authorize}). A PIN that
 * was refused is not sent again, nor a one-time code twice: salted digests of them are remembered.
 */
final class Authorisation {
  private final Service service;
  private final KeyPlace.Remote place;
  private final Credential credential;
  private final byte[] salt = new byte[16];
  private final Set<String> spent = new HashSet<>();

  Authorisation(Service service, KeyPlace.Remote place, Credential credential) {
    this.service = service;
    this.place = place;
    this.credential = credential;
    new SecureRandom().nextBytes(salt);
  }

  /** One at a time: a wrong PIN must be known to be wrong before the next asks. */
  synchronized String of(List<byte[]> hashes, SignatureScheme scheme) {
    try (var pin = secret("PIN", place.pinFile());
        var otp = secret("OTP", place.otpFile())) {
      for (var secret : new Secret[] {pin, otp}) {
        if (secret != null && spent.contains(mark(secret))) {
          throw ServiceFailure.wrongPin(place.credential());
        }
      }
      var answer = ask(hashes, scheme, pin, otp);
      if (otp != null) {
        spent.add(mark(otp));
      }
      if (!answer.isGood()) {
        // Services differ in the code; all say which factor it was.
        if (answer.blames("PIN", "OTP", "AUTHDATA")) {
          if (pin != null) {
            spent.add(mark(pin));
          }
          throw ServiceFailure.wrongPin(place.credential());
        }
        throw ServiceFailure.refused(Service.host(place), "credentials/authorize", answer);
      }
      return answer
          .text("SAD")
          .orElseThrow(
              () ->
                  ServiceFailure.unusable(
                      place.credential(),
                      "dịch vụ không trả dữ liệu kích hoạt chữ ký",
                      "the service gives no signature activation data"));
    } catch (IOException e) {
      throw ServiceFailure.unusable(
          place.credential(),
          "không đọc được tệp PIN hoặc OTP",
          "its PIN or OTP file cannot be read",
          e);
    }
  }

  private Answer ask(
      List<byte[]> hashes, SignatureScheme scheme, @Nullable Secret pin, @Nullable Secret otp) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("credentialID", credential.id());
    parameters.put("numSignatures", hashes.size());
    parameters.put("hashes", hashes.stream().map(Base64.getEncoder()::encodeToString).toList());
    parameters.put("hashAlgorithmOID", Oids.digest(scheme));
    var body = new Form.Wiped();
    byte[] sent = new byte[0];
    try {
      var open = Http.JSON.writeValueAsBytes(parameters);
      body.write(open, 0, open.length - 1);
      if (pin != null || otp != null) {
        put(body, ",\"authData\":[");
        add(body, "PIN", pin);
        put(body, pin == null || otp == null ? "" : ",");
        add(body, "OTP", otp);
        put(body, "]");
      }
      put(body, "}");
      sent = body.toByteArray();
      return service.call("credentials/authorize", sent);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("parameters that are no JSON", e);
    } finally {
      body.wipe();
      Arrays.fill(sent, (byte) 0);
    }
  }

  /** Written by hand: a JSON library would keep copies that nobody wipes. */
  private static void add(Form.Wiped body, String id, @Nullable Secret secret) {
    if (secret == null) {
      return;
    }
    put(body, "{\"id\":\"%s\",\"value\":\"".formatted(id));
    for (var octet : secret.bytes()) {
      if (octet >= 0 && octet < ' ' || octet == '"' || octet == '\\') {
        put(body, "\\u%04x".formatted(octet));
      } else {
        body.write(octet);
      }
    }
    put(body, "\"}");
  }

  private static void put(Form.Wiped body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private @Nullable Secret secret(String id, @Nullable Path file) throws IOException {
    return file == null || !credential.asked().contains(id) ? null : Secret.read(file);
  }

  private String mark(Secret secret) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return Arrays.toString(digest.digest(secret.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
