package vn.congvan.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signature on a PDF that need not come from here, in a field of its own.
 *
 * @param time written into the signature dictionary
 * @param name of the signer, as the certificate may not say it
 * @param place where the field is shown; null for a signature that is not
 * @param image what it shows; null for an empty field
 */
public record FreeSignature(
    SigningKey key,
    Instant time,
    String name,
    @Nullable String reason,
    FieldLayout.@Nullable Place place,
    @Nullable SignatureImage image) {}
