package vn.congvan.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.KeyPlace;

/**
 * Where a signing key is and what its signature looks like on a page.
 *
 * @param image PNG with transparency, drawn at its real size; null for a signature without a
 *     picture
 */
public record KeyHolding(KeyPlace place, @Nullable Path image) {}
