package vn.congvan.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The leader's signature: a certification that allows form filling and signing (DocMDP P=2). @param
 * time for /M, whole seconds @param name for /Name @param reason for /Reason
 */
public record LeaderSignature(
    SigningKey key, SignatureImage image, Instant time, String name, @Nullable String reason) {}
