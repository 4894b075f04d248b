package vn.congvan.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it stands in the log.
 *
 * @param seq from 1 within its stream
 * @param index in the whole log, from 0, null while not indexed yet
 * @param organization the agency it was done for; empty where the log itself acts
 * @param disclosed personal values by name, which the entry itself holds only as digests
 * @param bytes exactly what is hashed
 */
public record LogEntry(
    String stream,
    long seq,
    @Nullable Long index,
    String type,
    Instant time,
    String actor,
    String role,
    String organization,
    String outcome,
    @Nullable String reason,
    @Nullable String before,
    @Nullable String after,
    Map<String, String> disclosed,
    byte[] bytes) {}
