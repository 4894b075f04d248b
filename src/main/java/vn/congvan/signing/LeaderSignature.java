package vn.congvan.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The leader's signature: a certification that allows form filling and signing (DocMDP P=2). @param
 * time for /M, whole seconds @param name for /Name @param reason for /Reason @param second the key
 * for the signature beside it, in files that are to have one
 */
public record LeaderSignature(
    SigningKey key,
    SignatureImage image,
    Instant time,
    String name,
    @Nullable String reason,
    @Nullable SigningKey second) {

  public LeaderSignature(
      SigningKey key, SignatureImage image, Instant time, String name, @Nullable String reason) {
    this(key, image, time, name, reason, null);
  }
}
