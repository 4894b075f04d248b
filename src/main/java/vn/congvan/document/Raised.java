package vn.congvan.document;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of an issued document were raised to a level that proves them for longer, or their
 * proof was renewed. What was issued stays; the raised files begin with its bytes.
 *
 * @param files those to which something was added; empty when nothing was missing
 * @param complete whether nothing is left to be added now
 */
public record Raised(
    EventHeader header, DocumentNumber number, List<RaisedFile> files, boolean complete)
    implements DocumentEvent {

  /**
   * One file.
   *
   * @param issued what was issued, by which the file is known
   * @param raised what it is now
   * @param size of that, in bytes
   * @param level as EN 319 142-1 writes it, for example {@code B-LTA}
   * @param stampEnds when the certificate of its last document time-stamp ends
   */
  public record RaisedFile(
      ContentHash issued,
      ContentHash raised,
      long size,
      String level,
      @Nullable Instant stampEnds) {}

  public Raised {
    files = List.copyOf(files);
  }

  @Override
  public List<Fact> facts() {
    if (files.isEmpty()) {
      return List.of(fact());
    }
    return files.stream()
        .map(
            file ->
                fact().object(Fact.Subject.pdf(file.raised, number.code())).moved(null, file.level))
        .toList();
  }

  private Fact fact() {
    return Fact.of("document.raised", header.stream(), header);
  }
}
