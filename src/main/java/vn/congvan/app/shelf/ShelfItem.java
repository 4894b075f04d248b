package vn.congvan.app.shelf;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Reason;

/**
 * A piece of work on the shelf.
 *
 * @param queue where its message came from, or was to go, and is sent again
 * @param document null where the message does not say
 * @param reason why it is here and what to do
 * @param tries how often it was tried before
 * @param resumable whether its message is kept; what could not be read can only be cancelled
 * @param times how often it has been put here
 * @param closedBy the person who decided, by pseudonymous id; null while it waits
 */
public record ShelfItem(
    UUID id,
    State state,
    String queue,
    AgencyCode agency,
    @Nullable DocumentId document,
    Reason reason,
    long tries,
    Instant firstFailedAt,
    Instant setAsideAt,
    long times,
    boolean resumable,
    @Nullable Instant closedAt,
    @Nullable String closedBy,
    @Nullable String note) {

  /** Where it stands. */
  public enum State {
    /** For a clerk. */
    WAITING,
    /** Sent again to its queue. */
    RESUMED,
    /** Given up, with a reason. */
    CANCELLED,
    /** It turned out to have had its effect already. */
    DONE
  }
}
