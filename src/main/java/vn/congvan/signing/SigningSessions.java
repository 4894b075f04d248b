package vn.congvan.signing;

import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Signed;
import vn.congvan.document.SigningBegun;
import vn.congvan.store.Database;
import vn.congvan.store.Row;

/**
 * Signatures that wait for their devices. They survive a restart, and each is good for one
 * document, one signer and one state of the file, for a while.
 */
public final class SigningSessions {
  /** A batch of a hundred has them waiting at once; a thousand is somebody who never signs. */
  private static final int MOST_OF_ONE_SIGNER = 1000;

  private final Database database;
  private final Clock clock;

  public SigningSessions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Keeps a session in the current unit of work, and forgets those that have expired. */
  public void open(SigningBegun begun) {
    var sql = database.current().sql();
    sql.update("DELETE FROM signing_session WHERE expires_at <= ?", clock.instant());
    // A document has one session at a time: what its leader began anew is begun for good.
    sql.update("DELETE FROM signing_session WHERE document = ?", begun.document().toString());
    sql.update(
        "DELETE FROM signing_session WHERE signer = ? AND id NOT IN"
            + " (SELECT id FROM signing_session WHERE signer = ? ORDER BY expires_at DESC LIMIT ?)",
        begun.header().actor().ref(),
        begun.header().actor().ref(),
        MOST_OF_ONE_SIGNER);
    sql.update(
        "INSERT INTO signing_session (id, document, signer, shown, pending, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        begun.session().toString(),
        begun.document().toString(),
        begun.header().actor().ref(),
        begun.shown().hex(),
        Base64.getDecoder().decode(begun.pending()),
        begun.expires());
  }

  /** Empty when there is none, it has expired, or it is another's. */
  public Optional<PendingSignature> find(UUID session, DocumentId document, String signer) {
    return database.read(
        sql ->
            sql.queryOne(
                "SELECT shown, pending FROM signing_session"
                    + " WHERE id = ? AND document = ? AND signer = ? AND expires_at > ?",
                SigningSessions::pending,
                session.toString(),
                document.toString(),
                signer,
                clock.instant()));
  }

  /** Forgets, in the current unit of work, what was prepared for a document that is signed. */
  public void close(Signed event) {
    database
        .current()
        .sql()
        .update("DELETE FROM signing_session WHERE document = ?", event.document().toString());
  }

  private static PendingSignature pending(Row row) {
    try {
      var pending = PendingSignature.decode(row.bytes("pending"));
      if (pending.document().hex().equals(row.text("shown"))) {
        return pending;
      }
    } catch (IllegalArgumentException e) {
      throw SignFailure.sessionSpoilt();
    }
    throw SignFailure.sessionSpoilt();
  }
}
