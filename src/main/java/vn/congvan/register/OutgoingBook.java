package vn.congvan.register;

import java.time.LocalDate;
import java.util.List;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.DocumentNumber;
import vn.congvan.store.Database;

/** The outgoing book (sổ đăng ký văn bản đi): every number given, in order, cancelled ones too. */
public final class OutgoingBook {
  private final Database database;

  public OutgoingBook(Database database) {
    this.database = database;
  }

  /**
   * One line of the book.
   *
   * @param state {@code TAKEN} while being sealed, {@code ISSUED}, or {@code CANCELLED}
   */
  public record Line(String series, DocumentNumber number, DocumentId document, String state) {}

  /** The lines of one year, by series and number. */
  public List<Line> year(AgencyCode agency, int year) {
    return database.read(
        sql ->
            sql.query(
                "SELECT series, number, symbol, date, document, state FROM outgoing_book WHERE agency = ? AND year = ?"
                    + " ORDER BY series, number",
                row ->
                    new Line(
                        row.text("series"),
                        new DocumentNumber(
                            (int) row.number("number"),
                            row.text("symbol"),
                            LocalDate.parse(row.text("date"))),
                        DocumentId.parse(row.text("document")),
                        row.text("state")),
                agency.value(),
                year));
  }
}
