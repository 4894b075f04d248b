package vn.congvan.audit;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Fact;
import vn.congvan.document.Ids;
import vn.congvan.store.Database;

/** Appends entries in the current unit of work, and reads them back by stream. */
public final class AuditLog {
  private final Database database;
  private final String origin;
  private final String node;
  private final Clock clock;
  private final Salts salts = new Salts(new SecureRandom());

  /**
   * @param origin the name of this installation's first log in checkpoints: lower-case letters,
   *     digits, dots, hyphens, slashes, for example {@code congvan.example.vn/log/1}
   * @param node this node's name, for {@code where.node}
   * @throws vn.congvan.document.Halt when the database is of a log with another name
   */
  public AuditLog(Database database, String origin, String node, Clock clock) {
    this.database = database;
    this.origin = Logs.open(database, origin).origin();
    this.node = node;
    this.clock = clock;
  }

  /**
   * Appends every fact of the event in the current unit of work; streams are locked in sorted
   * order.
   */
  public void append(DocumentEvent event) {
    append(event.facts(), event.header().id());
  }

  /**
   * Appends facts in the current unit of work, as for a refusal. It has a name of its own: a route
   * that names one of several methods has Camel choose among them for every message, by trying
   * every converter it knows.
   */
  public void appendFacts(List<Fact> facts) {
    append(facts, null);
  }

  private void append(List<Fact> facts, @Nullable UUID event) {
    if (facts.isEmpty()) {
      return;
    }
    var drafts = new ArrayList<Draft>();
    for (var fact : facts) {
      drafts.add(draft(fact, event));
    }
    var sql = database.current().sql();
    Entries.add(sql, origin, drafts);
  }

  private Draft draft(Fact fact, @Nullable UUID event) {
    var disclosures = new ArrayList<Disclosure>();
    fact.personal()
        .forEach(
            (name, value) -> {
              // An empty value says nothing; a digest of it would say less.
              if (!value.isEmpty()) {
                disclosures.add(Disclosure.of(salts.next(), name, value));
              }
            });
    var id = Ids.next(clock.instant());
    var digests = Draft.digests(disclosures);
    return new Draft(
        fact.stream(), place -> Entry.of(fact, event, id, place, node, digests), disclosures);
  }

  /** The entries of a stream, oldest first. */
  public List<LogEntry> history(String stream) {
    return database.read(sql -> new History(sql).of(stream));
  }

  /**
   * What tells this installation since its last restore from itself before it, and from any other
   * that was restored from the same copy; the empty text when it never was restored.
   */
  public String life() {
    return database.read(
        sql ->
            Logs.current(sql)
                .filter(log -> log.number() > 1)
                .flatMap(log -> new History(sql).of(log.ownStream()).stream().findFirst())
                .map(opened -> "/" + new TreeHasher().leaf(opened.bytes()))
                .orElse(""));
  }

  /** The events in a document's own stream, oldest first. */
  public List<LoggedEvent> events(AgencyCode agency, DocumentId document) {
    return database.read(sql -> new History(sql).events(agency, document));
  }

  /**
   * The newest entry of a stream that a checkpoint covers, with its proof; empty when none is
   * covered yet. Each entry holds the hash of the one before it, so this one proof stands for the
   * stream's whole history up to there.
   */
  public Optional<Receipt> prove(String stream) {
    return database.read(sql -> new History(sql).newestReceipt(stream));
  }

  /**
   * An entry of a stream with its proof; empty when there is none or no checkpoint covers it yet.
   */
  public Optional<Receipt> prove(String stream, long seq) {
    return database.read(sql -> new History(sql).receipt(stream, seq));
  }
}
