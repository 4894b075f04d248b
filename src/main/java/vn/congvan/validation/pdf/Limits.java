package vn.congvan.validation.pdf;

/**
 * What reading one file may cost. Beyond any of these it is not judged, so it does not pass.
 *
 * @param fileBytes the largest file; an offset in a cross-reference table has ten digits
 * @param revisions cross-reference sections in one chain
 * @param objects entries of all cross-reference sections together
 * @param values numbers, names, strings and containers parsed, over the whole file
 * @param objectValues the same, in one object
 * @param nesting of arrays and dictionaries in each other
 * @param stringBytes the longest string, in the file; a signature's /Contents is one
 * @param inflatedBytes what all streams we must look into may inflate to, together
 * @param inflateRatio how many times its own size a stream above 1 MiB may inflate to
 */
public record Limits(
    long fileBytes,
    int revisions,
    int objects,
    long values,
    int objectValues,
    int nesting,
    int stringBytes,
    long inflatedBytes,
    int inflateRatio) {
  public static Limits standard() {
    return new Limits(
        9_999_999_999L, 64, 2_000_000, 50_000_000L, 1_000_000, 64, 4 << 20, 256L << 20, 200);
  }
}
