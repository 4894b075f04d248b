package vn.congvan.app.shelf;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Reason;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/** The table of the shelf. */
final class ShelfRows {
  private static final String ITEM =
      "SELECT id, state, queue, agency, document, code, vi, en, tries, first_failed_at, set_aside_at, times,"
          + " CASE WHEN body IS NULL AND content IS NULL THEN 0 ELSE 1 END AS kept, closed_at, closed_by, note"
          + " FROM shelf ";

  private ShelfRows() {}

  /**
   * What of a row only the shelf itself needs.
   *
   * @param message what the message is recognised by
   * @param consumer whose inbox would know it, null when none
   * @param inboxKey under what that inbox would know it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Hidden(
      String kind,
      String message,
      @Nullable String consumer,
      @Nullable String inboxKey,
      String lane,
      String stream,
      byte @Nullable [] body,
      @Nullable ContentHash content,
      long times) {}

  /** Enters a message. @return how often it has been entered; empty when it waits here already */
  static Optional<Long> enter(Sql sql, UUID id, Kept kept, Reason reason, Instant now) {
    return sql.queryOne(
        "INSERT INTO shelf (id, state, queue, kind, message, consumer, inbox_key, lane, agency, document, stream,"
            + " body, content, code, vi, en, tries, first_failed_at, set_aside_at, times)"
            + " VALUES (?, 'WAITING', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
            + " ON CONFLICT (id) DO UPDATE SET state = 'WAITING', code = excluded.code, vi = excluded.vi,"
            + " en = excluded.en, tries = excluded.tries, first_failed_at = excluded.first_failed_at,"
            + " set_aside_at = excluded.set_aside_at, times = shelf.times + 1, closed_at = NULL,"
            + " closed_by = NULL, note = NULL WHERE shelf.state <> 'WAITING' RETURNING times",
        row -> row.number("times"),
        id.toString(),
        kept.queue(),
        kept.kind(),
        kept.message(),
        kept.consumer(),
        kept.inboxKey(),
        kept.lane(),
        kept.agency().value(),
        kept.document() == null ? null : kept.document().toString(),
        kept.stream(),
        kept.body(),
        kept.content() == null ? null : kept.content().hex(),
        reason.code(),
        reason.vi(),
        reason.en(),
        kept.tries(),
        kept.firstFailedAt(),
        now);
  }

  /** Moves an item that waits. @return false when it does not wait any more */
  static boolean close(
      Sql sql, UUID id, ShelfItem.State to, Instant now, @Nullable String by, String note) {
    return sql.update(
            "UPDATE shelf SET state = ?, closed_at = ?, closed_by = ?, note = ? WHERE id = ? AND state = 'WAITING'",
            to,
            now,
            by,
            note,
            id.toString())
        == 1;
  }

  static List<ShelfItem> waiting(Sql sql, int limit) {
    return sql.query(
        ITEM + "WHERE state = 'WAITING' ORDER BY set_aside_at, id LIMIT ?", ShelfRows::item, limit);
  }

  static List<ShelfItem> resumedSince(Sql sql, Instant since) {
    return sql.query(
        ITEM + "WHERE state = 'RESUMED' AND closed_at >= ? ORDER BY closed_at, id",
        ShelfRows::item,
        since);
  }

  /** Whether a message of a queue waits. */
  static boolean waits(Sql sql, String queue, String message) {
    return sql.queryOne(
            "SELECT id FROM shelf WHERE state = 'WAITING' AND queue = ? AND message = ?",
            row -> row.text("id"),
            queue,
            message)
        .isPresent();
  }

  static long count(Sql sql) {
    return sql.queryOne(
            "SELECT count(*) AS waiting FROM shelf WHERE state = 'WAITING'",
            row -> row.number("waiting"))
        .orElse(0L);
  }

  static Optional<ShelfItem> item(Sql sql, UUID id) {
    return sql.queryOne(ITEM + "WHERE id = ?", ShelfRows::item, id.toString());
  }

  static Optional<Hidden> hidden(Sql sql, String id) {
    return sql.queryOne(
        "SELECT kind, message, consumer, inbox_key, lane, stream, body, content, times FROM shelf WHERE id = ?",
        row -> {
          var content = row.textOrNull("content");
          return new Hidden(
              row.text("kind"),
              row.text("message"),
              row.textOrNull("consumer"),
              row.textOrNull("inbox_key"),
              row.text("lane"),
              row.text("stream"),
              row.bytesOrNull("body"),
              content == null ? null : new ContentHash(content),
              row.number("times"));
        },
        id);
  }

  private static ShelfItem item(Row row) {
    var document = row.textOrNull("document");
    return new ShelfItem(
        UUID.fromString(row.text("id")),
        ShelfItem.State.valueOf(row.text("state")),
        row.text("queue"),
        new AgencyCode(row.text("agency")),
        document == null ? null : DocumentId.parse(document),
        new Reason(row.text("code"), row.text("vi"), row.text("en")),
        row.number("tries"),
        row.instant("first_failed_at"),
        row.instant("set_aside_at"),
        row.number("times"),
        row.number("kept") == 1,
        row.instantOrNull("closed_at"),
        row.textOrNull("closed_by"),
        row.textOrNull("note"));
  }
}
