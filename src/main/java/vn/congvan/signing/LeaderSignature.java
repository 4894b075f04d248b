package vn.congvan.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The leader's signature: a certification that allows form filling and signing (DocMDP P=2). @param
 * time for /M, whole seconds @param name for /Name @param reason for /Reason @param second the key
 * for the signature beside it, in files that are to have one @param numbered what to fill in and
 * sign; null leaves both fields for the seal
 */
public record LeaderSignature(
    SigningKey key,
    SignatureImage image,
    Instant time,
    String name,
    @Nullable String reason,
    @Nullable SigningKey second,
    @Nullable NumberAndDate numbered) {

  public LeaderSignature(
      SigningKey key,
      SignatureImage image,
      Instant time,
      String name,
      @Nullable String reason,
      @Nullable SigningKey second) {
    this(key, image, time, name, reason, second, null);
  }

  public LeaderSignature(
      SigningKey key, SignatureImage image, Instant time, String name, @Nullable String reason) {
    this(key, image, time, name, reason, null);
  }
}
