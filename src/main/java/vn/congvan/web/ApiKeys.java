package vn.congvan.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;

/**
 * The keys people and systems call the API with. A key reads {@code cv_<id>_<secret>}: the id finds
 * its entry, and 256 random bits of secret are what a caller must know. Only hashes are kept; a
 * fast hash is enough, because nobody can try 2^256 secrets.
 */
public final class ApiKeys {
  private static final Pattern FORM = Pattern.compile("cv_([0-9A-Za-z]{10})_[0-9A-Za-z_-]{43}");
  private static final String ID_LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 10;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, ApiKey> byId = new HashMap<>();

  /**
   * @throws IllegalArgumentException when an id is there twice
   */
  public ApiKeys(Collection<ApiKey> keys) {
    for (var key : keys) {
      if (byId.put(key.id(), key) != null) {
        throw new IllegalArgumentException("the key %s is listed twice".formatted(key.id()));
      }
    }
  }

  /**
   * A key just made. The text is shown once and kept nowhere.
   *
   * @param text what the caller sends after {@code Authorization: Bearer}
   * @param entry what the key file keeps
   */
  public record NewKey(String text, ApiKey entry) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "NewKey[" + entry.id() + "]";
    }
  }

  /** Makes a key; {@link ApiKeyFile#add} keeps its entry. */
  public static NewKey newKey(
      AgencyCode agency,
      String person,
      Role role,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      List<AddressRange> allowedFrom) {
    var id = new StringBuilder();
    for (var i = 0; i < ID_LENGTH; i++) {
      id.append(ID_LETTERS.charAt(RANDOM.nextInt(ID_LETTERS.length())));
    }
    var secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    var text = "cv_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    return new NewKey(
        text, new ApiKey(id.toString(), hash(text), agency, person, role, from, to, allowedFrom));
  }

  /** The entry of a key somebody presents; empty for anything else. */
  public Optional<ApiKey> find(String presented) {
    var form = FORM.matcher(presented);
    if (!form.matches()) {
      return Optional.empty();
    }
    var key = byId.get(form.group(1));
    // MessageDigest.isEqual takes the same time wherever the first difference lies.
    return key != null && MessageDigest.isEqual(key.hash().bytes(), hash(presented).bytes())
        ? Optional.of(key)
        : Optional.empty();
  }

  public int count() {
    return byId.size();
  }

  private static ContentHash hash(String text) {
    try {
      return ContentHash.of(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
