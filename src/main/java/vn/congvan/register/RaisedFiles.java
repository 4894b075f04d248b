package vn.congvan.register;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Raised;
import vn.congvan.store.Database;
import vn.congvan.store.Row;
import vn.congvan.store.Sql;

/**
 * Every version that the files of issued documents have had since their signatures were raised.
 * Versions are added; what was issued and what came before stays.
 */
public final class RaisedFiles {
  private final Database database;
  private final Duration renewBefore;
  private final Optional<Instant> olderAreDue;
  private final Clock clock;

  /**
   * @param renewBefore how long before the end of a time-stamp's certificate it is renewed
   * @param olderAreDue from when on every time-stamp made before is due as well, because its
   *     algorithms are not good for much longer
   */
  public RaisedFiles(
      Database database, Duration renewBefore, Optional<Instant> olderAreDue, Clock clock) {
    this.database = database;
    this.renewBefore = renewBefore;
    this.olderAreDue = olderAreDue;
    this.clock = clock;
  }

  /**
   * The newest version of a file.
   *
   * @param renewAt when its last time-stamp is to be renewed; empty without one
   */
  public record Version(
      ContentHash content, String level, Instant raisedAt, Optional<Instant> renewAt) {}

  /** A document whose time-stamp is to be renewed. */
  public record Due(DocumentId document, AgencyCode agency) {}

  /** Enters new versions in the current unit of work. */
  public void record(Raised event) {
    var sql = database.current().sql();
    for (var file : event.files()) {
      sql.update(
          "UPDATE outgoing_raised SET renew_at = NULL WHERE issued = ?", file.issued().hex());
      sql.update(
          "INSERT INTO outgoing_raised (issued, version, document, agency, content, size, level, raised_at, renew_at, asked_at)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
          file.issued().hex(),
          next(sql, file.issued()),
          event.document().toString(),
          event.agency().value(),
          file.raised().hex(),
          file.size(),
          file.level(),
          event.header().at(),
          renewAt(event.header().at(), file.stampEnds()));
    }
  }

  private static long next(Sql sql, ContentHash issued) {
    return sql.queryOne(
            "SELECT count(*) AS versions FROM outgoing_raised WHERE issued = ?",
            row -> row.number("versions"),
            issued.hex())
        .orElse(0L);
  }

  /**
   * @param issued the file as it was issued
   */
  public Optional<Version> newest(ContentHash issued) {
    return database.read(
        sql ->
            sql.queryOne(
                "SELECT content, level, raised_at, renew_at FROM outgoing_raised WHERE issued = ?"
                    + " ORDER BY version DESC LIMIT 1",
                this::version,
                issued.hex()));
  }

  /** Every version of a file since it was issued, the oldest first. */
  public List<Version> versions(ContentHash issued) {
    return database.read(
        sql ->
            sql.query(
                "SELECT content, level, raised_at, renew_at FROM outgoing_raised WHERE issued = ? ORDER BY version",
                this::version,
                issued.hex()));
  }

  /**
   * Takes documents whose time-stamps are to be renewed, in the current unit of work; each is given
   * again after a while when nothing has come of it.
   */
  public List<Due> takeDue(int limit, Duration again) {
    var sql = database.current().sql();
    var now = clock.instant();
    var due = new ArrayList<>(found(sql, "renew_at", now, now.minus(again), limit));
    if (olderAreDue.filter(from -> !from.isAfter(now)).isPresent() && due.size() < limit) {
      due.addAll(found(sql, "raised_at", olderAreDue.get(), now.minus(again), limit));
    }
    var documents = new ArrayList<Due>();
    for (var found : due) {
      sql.update(
          "UPDATE outgoing_raised SET asked_at = ? WHERE issued = ? AND renew_at IS NOT NULL",
          now,
          found.issued);
      if (!documents.contains(found.due)) {
        documents.add(found.due);
      }
    }
    return documents;
  }

  private record Found(Due due, String issued) {}

  private static List<Found> found(
      Sql sql, String column, Instant until, Instant askedUntil, int limit) {
    return sql.query(
        "SELECT document, agency, issued FROM outgoing_raised WHERE %s <= ? AND asked_at <= ?"
                .formatted(column)
            + " AND renew_at IS NOT NULL ORDER BY %s LIMIT %d".formatted(column, limit),
        row ->
            new Found(
                new Due(DocumentId.parse(row.text("document")), new AgencyCode(row.text("agency"))),
                row.text("issued")),
        until,
        askedUntil);
  }

  /** Never before half of the certificate's time is over: else it would be renewed at once. */
  private @Nullable Instant renewAt(Instant raisedAt, @Nullable Instant ends) {
    if (ends == null) {
      return null;
    }
    var half = Duration.between(raisedAt, ends).dividedBy(2);
    return ends.minus(renewBefore.compareTo(half) < 0 ? renewBefore : half);
  }

  private Version version(Row row) {
    var raisedAt = row.instant("raised_at");
    var renewAt = Optional.ofNullable(row.instantOrNull("renew_at"));
    var older = olderAreDue.filter(from -> !raisedAt.isAfter(from));
    return new Version(
        new ContentHash(row.text("content")),
        row.text("level"),
        raisedAt,
        renewAt.map(at -> older.filter(from -> from.isBefore(at)).orElse(at)));
  }
}
