package vn.congvan.document;

/**
 * A file that belongs to a document, the main PDF apart.
 *
 * @param content its bytes in the content store
 * @param name its file name, NFC, at most 200 characters
 * @param mediaType for example {@code application/pdf}
 * @param size in bytes
 */
public record Attachment(ContentHash content, String name, String mediaType, long size) {
  public static final String PDF = "application/pdf";

  public boolean isPdf() {
    return mediaType.equals(PDF);
  }

  /** The same attachment with other bytes, as after sealing. */
  public Attachment with(ContentHash newContent, long newSize) {
    return new Attachment(newContent, name, mediaType, newSize);
  }
}
