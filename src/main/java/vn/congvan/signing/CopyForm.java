package vn.congvan.signing;

import java.util.Arrays;
import java.util.Optional;

/** What a copy is (Decree 30/2020, Articles 25 to 27). */
public enum CopyForm {
  /** Of all of an original. */
  FULL("Sao y", "sao-y"),
  /** Of a full copy. */
  OF_COPY("Sao lục", "sao-luc"),
  /** Of a part, written anew. */
  EXTRACT("Trích sao", "trich-sao");

  private final String vietnamese;
  private final String key;

  CopyForm(String vietnamese, String key) {
    this.vietnamese = vietnamese;
    this.key = key;
  }

  /** The form that is typed so. */
  public static Optional<CopyForm> of(String key) {
    return Arrays.stream(values()).filter(form -> form.key.equals(key)).findFirst();
  }

  /** As the copy says it. */
  public String vietnamese() {
    return vietnamese;
  }

  /** As it is typed. */
  public String key() {
    return key;
  }
}
