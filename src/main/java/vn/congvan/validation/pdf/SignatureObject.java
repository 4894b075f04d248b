package vn.congvan.validation.pdf;

import org.jspecify.annotations.Nullable;

/**
 * A signature dictionary (ISO 32000-2 §12.8.1) as it stands in the file.
 *
 * @param number of its object; 0 when a field holds what is no object
 * @param field the name of the field whose value it is; empty when there is none
 * @param revision in which it lies, and which it signs
 * @param dict empty when there is no dictionary
 * @param range null when it is broken
 * @param problem why it is broken; null when it is not
 */
public record SignatureObject(
    int number,
    String field,
    int revision,
    PdfValue.Dict dict,
    @Nullable SignedRange range,
    @Nullable PdfProblem problem) {
  /**
   * By what it is read as, whatever its /Type calls it: a signature is no time-stamp by its word.
   */
  public boolean isDocumentTimeStamp() {
    return dict.is("SubFilter", "ETSI.RFC3161");
  }
}
