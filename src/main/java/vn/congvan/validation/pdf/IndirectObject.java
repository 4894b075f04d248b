package vn.congvan.validation.pdf;

/**
 * An object as it stands in the file.
 *
 * @param start of its first byte; for an object in an object stream, of that stream
 * @param end just after {@code endobj}
 * @param compressed it lies in an object stream
 */
public record IndirectObject(
    int number, int generation, PdfValue value, long start, long end, boolean compressed) {}
