package vn.congvan.web;

import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.LogEntry;

/** A document's trail as the contract shows it. */
record TraceView(List<Entry> entries, @Nullable String next) {
  private static final Comparator<LogEntry> BY_TIME =
      Comparator.comparing(LogEntry::time)
          .thenComparing(LogEntry::stream)
          .thenComparing(LogEntry::seq);

  /** One entry of the log. */
  record Entry(
      String stream,
      long seq,
      @Nullable Long index,
      String type,
      OffsetDateTime time,
      String actor,
      String role,
      String agency,
      String outcome,
      @Nullable String reason,
      @Nullable String before,
      @Nullable String after,
      @Nullable Map<String, String> disclosed,
      @Nullable String bytes) {
    private static Entry of(LogEntry entry, boolean exact) {
      return new Entry(
          entry.stream(),
          entry.seq(),
          entry.index(),
          entry.type(),
          Views.time(entry.time()),
          entry.actor(),
          entry.role(),
          entry.organization(),
          entry.outcome(),
          entry.reason(),
          entry.before(),
          entry.after(),
          entry.disclosed().isEmpty() ? null : entry.disclosed(),
          exact ? Base64.getEncoder().encodeToString(entry.bytes()) : null);
    }
  }

  static TraceView of(Collection<LogEntry> entries, @Nullable String next) {
    return of(entries, next, false);
  }

  /** With the bytes of every entry, so that what is shown can be held against what was hashed. */
  static TraceView exact(Collection<LogEntry> entries) {
    return of(entries, null, true);
  }

  private static TraceView of(Collection<LogEntry> entries, @Nullable String next, boolean exact) {
    return new TraceView(
        entries.stream().sorted(BY_TIME).map(entry -> Entry.of(entry, exact)).toList(), next);
  }
}
