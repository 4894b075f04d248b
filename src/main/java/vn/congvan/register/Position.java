package vn.congvan.register;

import java.time.Instant;
import vn.congvan.document.DocumentId;

/**
 * A place in a list ordered by time and then by id, so that two documents of one moment have an
 * order too. A list read from a position on never shows a document twice, whatever is added
 * meanwhile.
 */
public record Position(Instant at, DocumentId id) {}
