package vn.congvan.validation.pdf;

import org.jspecify.annotations.Nullable;

/**
 * One cross-reference section with its trailer dictionary (ISO 32000-2 §7.5.4, §7.5.5, §7.5.8).
 *
 * @param offset of {@code xref}, or of the cross-reference stream's object
 * @param end just after the trailer dictionary, or after the stream's object
 * @param streamNumber of the cross-reference stream; -1 for a table
 * @param hidden entries of a hybrid file's extra stream
 */
record XrefSection(
    long offset,
    long end,
    int streamNumber,
    PdfValue.Dict trailer,
    XrefEntries entries,
    @Nullable XrefEntries hidden) {
  boolean isHybrid() {
    return hidden != null;
  }
}
