package vn.congvan.submission;

/**
 * How much a submission may bring.
 *
 * @param maxFileBytes of one file
 * @param maxPages of one PDF
 * @param maxAttachments files beside the main PDF
 * @param maxReceivers agencies one document is sent to
 */
public record SubmissionLimits(
    long maxFileBytes, int maxPages, int maxAttachments, int maxReceivers) {
  public static final SubmissionLimits DEFAULT = new SubmissionLimits(50L << 20, 2_000, 100, 5_000);
}
