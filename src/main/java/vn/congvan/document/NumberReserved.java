package vn.congvan.document;

import java.util.List;

/**
 * A number and its day are kept for a document that its leader is about to sign with them.
 *
 * @param shown the bytes the leader was shown, without the number
 * @param number the same whenever the document's signature is asked for again
 */
public record NumberReserved(EventHeader header, ContentHash shown, DocumentNumber number)
    implements DocumentEvent {
  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("number.reserved", header.stream(), header)
            .object(Fact.Subject.pdf(shown, number.code())));
  }
}
