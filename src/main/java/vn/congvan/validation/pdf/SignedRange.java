package vn.congvan.validation.pdf;

/**
 * The bytes a signature covers: from 0 to the gap, and from the gap to the end.
 *
 * @param gapStart of {@code <}
 * @param gapEnd just after {@code >}
 * @param end just after the last covered byte
 * @param contents what the gap holds: CMS, then zeros. Not a copy; for reading only
 */
public record SignedRange(long gapStart, long gapEnd, long end, byte[] contents) {}
