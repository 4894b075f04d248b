package vn.congvan.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The agency's seal on an attachment: text only, top right of page one (Decree 30/2020, Appendix
 * I.II.8b). @param code number and symbol of the document @param second the key for the seal beside
 * it, in files that are to have one
 */
public record AttachmentSeal(
    SigningKey key, String code, Instant time, String name, @Nullable SigningKey second) {

  public AttachmentSeal(SigningKey key, String code, Instant time, String name) {
    this(key, code, time, name, null);
  }
}
