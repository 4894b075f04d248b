package vn.congvan.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a signing key lies and what its signature looks like on a page.
 *
 * @param keyFile PKCS#12
 * @param passwordFile holds the password, so that no setting does
 * @param image PNG with transparency, drawn at its real size; null for a signature without a
 *     picture
 */
public record KeyHolding(Path keyFile, Path passwordFile, @Nullable Path image) {}
