package vn.congvan.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The agency's seal on an electronic copy: text only, top right of page one (Decree 30/2020,
 * Appendix I, Part II.I.3).
 *
 * @param name of the agency that copies
 * @param second the key for the seal beside it, in files that are to have one
 */
public record CopySeal(
    SigningKey key, CopyForm form, Instant time, String name, @Nullable SigningKey second) {}
