package vn.congvan.app.shelf;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Ids;

/**
 * A message as the shelf keeps it.
 *
 * @param kind {@link Shelf#KIND} for a message as a queue gave it, otherwise the kind the outbox
 *     had for it
 * @param message what it is recognised by when it is sent again
 * @param consumer whose inbox would know it; null when no route took it
 * @param inboxKey under what that inbox would know it
 * @param lane in which it is sent again
 * @param body the bytes of a small message
 * @param content the bytes of a large one, in the content store
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Kept(
    String queue,
    String kind,
    String message,
    @Nullable String consumer,
    @Nullable String inboxKey,
    String lane,
    AgencyCode agency,
    @Nullable DocumentId document,
    byte @Nullable [] body,
    @Nullable ContentHash content,
    long tries,
    Instant firstFailedAt) {

  /** The stream of the log that tells of it: the document's, or that of the agency's messages. */
  String stream() {
    return agency + ":document:" + subject();
  }

  DocumentId subject() {
    return document != null ? document : new DocumentId(Ids.from("message", queue, message));
  }
}
