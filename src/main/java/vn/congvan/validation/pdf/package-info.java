/**
 * Reads the structure of a PDF byte for byte and guesses nothing: what ISO 32000 does not say, is a
 * {@link vn.congvan.validation.pdf.PdfProblem}, never repaired.
 */
@NullMarked
package vn.congvan.validation.pdf;

import org.jspecify.annotations.NullMarked;
