package vn.congvan.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signature in a field of any name. The first of a file certifies it and allows form filling and
 * signing (DocMDP P=2).
 *
 * @param image null for a signature that is not to be seen
 * @param time for /M, whole seconds
 * @param name for /Name
 */
public record FieldSignature(
    String field, SigningKey key, @Nullable SignatureImage image, Instant time, String name) {}
