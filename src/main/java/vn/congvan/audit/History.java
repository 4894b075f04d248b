package vn.congvan.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Halt;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/** Reads a stream back, with what was disclosed of it and where it stands in the log. */
final class History {
  private final Sql sql;
  private final Map<Place, Indices.Index> indices = new HashMap<>();

  History(Sql sql) {
    this.sql = sql;
  }

  private record Place(String stream, long seq) {}

  private record Stored(long eid, long seq, Bytes entry) {}

  /** The entries of a stream, oldest first. */
  List<LogEntry> of(String stream) {
    var stored =
        sql.query(
            "SELECT e.eid, e.seq, e.entry FROM audit_entry e"
                + " JOIN audit_stream s ON s.sid = e.sid WHERE s.stream = ? ORDER BY e.seq",
            History::stored,
            stream);
    var byEid = Indices.of(sql, stored.stream().map(Stored::eid).toList());
    var disclosed = disclosed(stream);
    var entries = new ArrayList<LogEntry>();
    for (var row : stored) {
      var index = byEid.get(row.eid);
      if (index != null) {
        indices.put(new Place(stream, row.seq), index);
      }
      entries.add(entry(stream, row, index, disclosed.getOrDefault(row.eid, new TreeMap<>())));
    }
    return entries;
  }

  /** What the entries of a document's own stream tell of the events they are parts of. */
  List<LoggedEvent> events(AgencyCode agency, DocumentId document) {
    var events = new ArrayList<LoggedEvent>();
    var stored =
        sql.query(
            "SELECT e.eid, e.seq, e.entry FROM audit_entry e"
                + " JOIN audit_stream s ON s.sid = e.sid WHERE s.stream = ? ORDER BY e.seq",
            History::stored,
            agency + ":document:" + document);
    for (var row : stored) {
      var entry = read(row.entry.value());
      var by = entry.actor();
      if (entry.event() != null && by.org() != null) {
        var actor = new Actor(by.kind(), by.ref(), new AgencyCode(by.org()), by.role(), by.auth());
        events.add(
            new LoggedEvent(
                entry.type(),
                new EventHeader(
                    entry.event(), document, agency, actor, entry.time(), entry.where().channel()),
                entry.reason()));
      }
    }
    return events;
  }

  private static Stored stored(Row row) {
    return new Stored(row.number("eid"), row.number("seq"), new Bytes(row.bytes("entry")));
  }

  private Map<Long, SortedMap<String, String>> disclosed(String stream) {
    var disclosed = new HashMap<Long, SortedMap<String, String>>();
    sql.query(
        "SELECT d.eid, d.disclosure FROM audit_disclosure d"
            + " JOIN audit_entry e ON e.eid = d.eid"
            + " JOIN audit_stream s ON s.sid = e.sid WHERE s.stream = ?",
        row -> {
          var disclosure = read(row.text("disclosure"));
          return disclosed
              .computeIfAbsent(row.number("eid"), eid -> new TreeMap<>())
              .put(disclosure.name(), disclosure.value());
        },
        stream);
    return disclosed;
  }

  private static Disclosure read(String text) {
    try {
      return Disclosure.parse(text);
    } catch (EntryRefused e) {
      throw new Halt(Reasons.storedUnreadable(String.valueOf(e.getMessage())), e);
    }
  }

  private LogEntry entry(
      String stream,
      Stored row,
      Indices.@Nullable Index index,
      SortedMap<String, String> disclosed) {
    var entry = read(row.entry.value());
    var org = entry.actor().org();
    return new LogEntry(
        stream,
        row.seq,
        index == null ? null : index.index(),
        entry.type(),
        entry.time(),
        entry.actor().ref(),
        entry.actor().role(),
        org == null ? "" : org,
        EntryWriter.lower(entry.outcome()),
        entry.reason(),
        entry.before() == null ? null : entry.before().state(),
        entry.after() == null ? null : entry.after().state(),
        disclosed,
        row.entry.value());
  }

  private static Entry read(byte[] bytes) {
    try {
      return EntryReader.read(bytes);
    } catch (EntryRefused e) {
      throw new Halt(Reasons.storedUnreadable(String.valueOf(e.getMessage())), e);
    }
  }

  /** The newest entry of a stream that a checkpoint covers, with its proof. */
  Optional<Receipt> newestReceipt(String stream) {
    var entries = of(stream);
    for (int i = entries.size() - 1; i >= 0; i--) {
      var receipt = receipt(entries.get(i));
      if (receipt.isPresent()) {
        return receipt;
      }
    }
    return Optional.empty();
  }

  /** An entry of a stream with its proof; empty when there is none or no checkpoint covers it. */
  Optional<Receipt> receipt(String stream, long seq) {
    return of(stream).stream()
        .filter(entry -> entry.seq() == seq)
        .findFirst()
        .flatMap(this::receipt);
  }

  private Optional<Receipt> receipt(LogEntry entry) {
    var index = indices.get(new Place(entry.stream(), entry.seq()));
    if (index == null) {
      return Optional.empty();
    }
    return Checkpoints.last(sql, index.log())
        .filter(last -> index.index() < last.size())
        .map(last -> new Receipt(entry, LogProofs.prove(sql, index, last)));
  }
}
