package vn.congvan.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A personal value that an entry holds only as a digest (RFC 9901 §4.2): delete the disclosure, and
 * the entry, which stays, says nothing about the value any more.
 *
 * @param text base64url of the JSON array of salt, name and value; exactly what is digested
 */
record Disclosure(String name, String value, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  static final int SALT_BYTES = 16;

  /**
   * @param salt 128 random bits that nobody else gets, or the value could be guessed
   */
  static Disclosure of(byte[] salt, String name, String value) {
    try {
      var json = JSON.writeValueAsBytes(List.of(BASE64.encodeToString(salt), name, value));
      return new Disclosure(name, value, BASE64.encodeToString(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a value that JSON cannot hold", e);
    }
  }

  static Disclosure parse(String text) throws EntryRefused {
    try {
      var array = JSON.readTree(Base64.getUrlDecoder().decode(text));
      if (array.isArray()
          && array.size() == 3
          && array.get(0).isTextual()
          && array.get(1).isTextual()
          && array.get(2).isTextual()) {
        return new Disclosure(array.get(1).textValue(), array.get(2).textValue(), text);
      }
    } catch (java.io.IOException | IllegalArgumentException e) {
      throw new EntryRefused("not a disclosure", e);
    }
    throw new EntryRefused("not a disclosure: an array of salt, name and value");
  }

  /** Base64url of SHA-256 over the text. */
  String digest() {
    return digest(text);
  }

  static String digest(String text) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return BASE64.encodeToString(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
