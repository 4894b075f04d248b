package vn.congvan.audit;

import org.jspecify.annotations.Nullable;
import vn.congvan.document.EventHeader;

/**
 * An event of a document as the log remembers it.
 *
 * @param type of its entry, for example {@code document.signed}
 * @param header as it was, with the time to the millisecond
 * @param reason a code, where there is one
 */
public record LoggedEvent(String type, EventHeader header, @Nullable String reason) {}
