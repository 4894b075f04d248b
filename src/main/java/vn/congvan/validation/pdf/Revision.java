package vn.congvan.validation.pdf;

import java.util.List;

/**
 * One generation of the document: the original file, or an incremental update (ISO 32000-2 §7.5.6).
 *
 * @param index 0 for the original file
 * @param start in bytes from the start of the file
 * @param eof just after its {@code %%EOF}
 * @param end the same, or after the end of line that follows
 * @param sections which say where its objects are, the one that decides first; two for a linearized
 *     file
 */
public record Revision(int index, long start, long eof, long end, List<XrefSection> sections) {
  /** The section a reader starts with. */
  XrefSection section() {
    return sections.get(0);
  }

  /** The trailer's dictionary. */
  public PdfValue.Dict trailer() {
    return section().trailer();
  }

  /** Whether this object is one of its cross-reference streams, and so a trailer. */
  public boolean isTrailer(IndirectObject object) {
    return sections.stream().anyMatch(section -> section.offset() == object.start());
  }

  /** Whether a signature that ends here covers all of it. */
  public boolean endsAt(long position) {
    return position >= eof && position <= end;
  }
}
