package vn.congvan.document;

import java.util.UUID;

/**
 * Our own identifier of a document at one agency; never reused, never shown to people as the
 * document's number.
 */
public record DocumentId(UUID value) implements Comparable<DocumentId> {
  public static DocumentId parse(String text) {
    try {
      return new DocumentId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a document id: '" + Shown.of(text) + "'", e);
    }
  }

  @Override
  public int compareTo(DocumentId other) {
    return value.toString().compareTo(other.value.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
