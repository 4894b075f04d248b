package vn.congvan.register;

import java.util.List;
import vn.congvan.document.Attachment;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.store.Sql;

/**
 * The attachment rows of outgoing and of incoming documents, which have the same shape in two
 * tables.
 */
final class Attachments {
  private Attachments() {}

  static void write(Sql sql, String table, DocumentId document, List<Attachment> attachments) {
    var position = 0;
    for (var attachment : attachments) {
      sql.update(
          "INSERT INTO "
              + table
              + " (document, position, content, name, media_type, size) VALUES (?, ?, ?, ?, ?, ?)",
          document.toString(),
          position++,
          attachment.content().hex(),
          attachment.name(),
          attachment.mediaType(),
          attachment.size());
    }
  }

  static List<Attachment> read(Sql sql, String table, DocumentId document) {
    return sql.query(
        "SELECT content, name, media_type, size FROM "
            + table
            + " WHERE document = ? ORDER BY position",
        row ->
            new Attachment(
                new ContentHash(row.text("content")),
                row.text("name"),
                row.text("media_type"),
                row.number("size")),
        document.toString());
  }
}
