package vn.congvan.register;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.NumberReserved;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.SealRequested;
import vn.congvan.document.VietnamTime;
import vn.congvan.store.Database;
import vn.congvan.store.Sql;

/**
 * Gives numbers: consecutive from 1 within an agency, series and calendar year (Decree 30/2020,
 * Article 15), with no gap and no double, whoever asks at once and whatever crashes.
 *
 * <p>Number, date and the time the seal will claim are stored in a unit of work of their own,
 * before the agency's key is used: a crash while sealing leaves a document that holds its number,
 * and asking again returns the same three. A number that its leader is to sign is kept before the
 * leader's key is used, in the same way. A number whose document is cancelled or returned stays in
 * the book.
 */
public final class Numbering {
  private final Database database;
  private final Clock clock;

  public Numbering(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Takes the next number in the current unit of work, or returns the one the document has.
   *
   * @throws Refused when the document does not wait for the clerk, or the clock says a day before
   *     the series' last date
   */
  public SealRequested take(NumberRequest request) {
    var header = request.header();
    var sql = database.current().sql();
    var document = OutgoingRegister.get(sql, header.document(), header.agency());
    var time = document.signingTime();
    if (document.state() == OutgoingState.ISSUING && document.number() != null && time != null) {
      return new SealRequested(
          header, OutgoingState.ISSUING.name(), document.number(), time, request.warning());
    }
    if (document.state() != OutgoingState.AWAITING_ISSUE) {
      throw OutgoingRegister.overtaken(document);
    }

    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var number = document.number() == null ? next(sql, request, document) : document.number();
    var moved =
        sql.update(
            "UPDATE outgoing_document SET state = ?, number = ?, number_date = ?, signing_time = ?, changed_at = ?"
                + " WHERE id = ? AND state = ?",
            OutgoingState.ISSUING,
            number.number(),
            number.date().toString(),
            now,
            now,
            header.document().toString(),
            OutgoingState.AWAITING_ISSUE);
    if (moved == 0) {
      throw OutgoingRegister.overtaken(document);
    }
    return new SealRequested(
        header, OutgoingState.AWAITING_ISSUE.name(), number, now, request.warning());
  }

  /**
   * Keeps a number for a document that its leader is about to sign with it, in the current unit of
   * work, or returns the one the document has.
   *
   * @throws Refused when the document does not wait for its leader, or the clock says a day before
   *     the series' last date
   */
  public NumberReserved reserve(NumberRequest request) {
    var header = request.header();
    var sql = database.current().sql();
    var document = OutgoingRegister.get(sql, header.document(), header.agency());
    if (document.state() != OutgoingState.AWAITING_SIGNATURE) {
      throw OutgoingRegister.overtaken(document);
    }
    if (document.number() != null) {
      return new NumberReserved(header, document.main(), document.number());
    }
    var number = next(sql, request, document);
    var kept =
        sql.update(
            "UPDATE outgoing_document SET number = ?, number_date = ?, changed_at = ?"
                + " WHERE id = ? AND state = ? AND number IS NULL",
            number.number(),
            number.date().toString(),
            clock.instant(),
            header.document().toString(),
            OutgoingState.AWAITING_SIGNATURE);
    if (kept == 0) {
      throw OutgoingRegister.overtaken(document);
    }
    return new NumberReserved(header, document.main(), number);
  }

  /** Counts the series on, and writes the number's line in the book. */
  private DocumentNumber next(Sql sql, NumberRequest request, OutgoingDocument document) {
    var today = VietnamTime.dayOf(clock.instant());
    var agency = document.agency().value();
    sql.update(
        "INSERT INTO number_series (agency, series, year, last_number, last_date) VALUES (?, ?, ?, 0, ?)"
            + " ON CONFLICT DO NOTHING",
        agency,
        request.series(),
        today.getYear(),
        today.toString());
    var next =
        sql.queryOne(
                "UPDATE number_series SET last_number = last_number + 1, last_date = ?"
                    + " WHERE agency = ? AND series = ? AND year = ? AND last_date <= ? RETURNING last_number",
                row -> (int) row.number("last_number"),
                today.toString(),
                agency,
                request.series(),
                today.getYear(),
                today.toString())
            .orElseThrow(() -> clockBehindSeries(request));

    var symbol = document.metadata().symbol();
    sql.update(
        "INSERT INTO outgoing_book (agency, series, year, number, document, symbol, date, state)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, 'TAKEN')",
        agency,
        request.series(),
        today.getYear(),
        next,
        document.id().toString(),
        symbol,
        today.toString());
    return new DocumentNumber(next, symbol, today);
  }

  private static Refused clockBehindSeries(NumberRequest request) {
    return new Refused(
        new Reason(
            "NUMBER.DATE_BEFORE_LAST",
            "Không cấp được số: đồng hồ của máy chủ đang ở trước ngày của số cuối cùng trong sổ %s. Chỉnh lại đồng hồ rồi ban hành lại."
                .formatted(request.series()),
            "cannot give a number: the server's clock is before the date of the last number in series %s; set the clock right and issue again"
                .formatted(request.series())));
  }
}
