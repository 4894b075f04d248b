package vn.congvan.store;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.congvan.document.Halt;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;

/**
 * The database of an installation: SQLite, whose file only one process may open, or PostgreSQL.
 *
 * <p>Both engines keep the same promises. Every statement sees what was committed when it began,
 * and in a unit of work also what the unit wrote. A commit that returns is on the disk. A unit that
 * keeps the database longer than two seconds is rolled back.
 */
public final class Database implements AutoCloseable {
  private static final int TRIES = 3;
  private static final long PAUSE_NANOS = 20_000_000;

  private final Backend backend;
  private final Counters counters;

  // A unit and a read belong to the thread that began them, and to this database: a thread may use
  // two at once.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<OpenUnit> unit = new ThreadLocal<>();

  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<Sql> reading = new ThreadLocal<>();

  private Database(Backend backend, Counters counters) {
    this.backend = backend;
    this.counters = counters;
  }

  /**
   * Opens the database and brings its tables to this version.
   *
   * @param migrations class path folders of versioned SQL; the store's own need not be named.
   *     Placeholders: {@code ${bytes}} a column of bytes, {@code ${identity}} a primary key that
   *     counts by itself, {@code ${clustered}} after a table whose rows lie in the order of its key
   * @throws Halt when the url, the password or the rights are wrong, the file is not a database, a
   *     newer version made it, or the server does not sync its commits
   * @throws RetryLater when the server cannot be reached, or the disk is full
   */
  public static Database open(DatabaseSettings settings, List<String> migrations) {
    return open(settings, migrations, Limits.STANDARD);
  }

  static Database open(DatabaseSettings settings, List<String> migrations, Limits limits) {
    var ours = new Migrations(migrations);
    var counters = new Counters();
    if (settings.url().startsWith(DatabaseSettings.SQLITE)) {
      return new Database(SqliteBackend.open(settings, ours, limits, counters), counters);
    }
    if (settings.url().startsWith(DatabaseSettings.POSTGRESQL)) {
      return new Database(PostgresBackend.open(settings, ours, limits, counters), counters);
    }
    throw DatabaseSettings.badUrl(settings.url());
  }

  /**
   * Fills an empty PostgreSQL database with a copy that {@link #snapshot} made of another, all of
   * it or nothing.
   *
   * @throws Refused when the database is not empty
   * @throws Halt when the copy was made by another version of the program, or is none
   */
  public static void load(DatabaseSettings settings, List<String> migrations, Path copy) {
    if (!settings.url().startsWith(DatabaseSettings.POSTGRESQL)) {
      throw DatabaseSettings.badUrl(settings.url());
    }
    PostgresBackend.load(settings, new Migrations(migrations), copy);
  }

  /**
   * Begins a unit on this thread, when its turn comes.
   *
   * @param name for messages
   * @throws RetryLater when the database is away, or its turn does not come within 30 seconds
   */
  public Unit begin(String name) {
    requireOutside(name);
    var begun = backend.begin(name);
    unit.set(begun);
    return begun;
  }

  /**
   * Does work in a unit, and returns when the work has ended and what it committed is durable. The
   * work asks for the {@linkplain Unit#commit commit} itself; what is durable is known only here,
   * so it must do nothing after that which depends on it. It may run on another thread, which
   * meanwhile does nothing else.
   *
   * @throws RetryLater when the database is away, the turn did not come within 30 seconds, or
   *     nothing of the work was kept
   */
  public void perform(String name, Consumer<Unit> work) {
    requireOutside(name);
    backend.perform(
        name,
        begun -> {
          unit.set(begun);
          try {
            work.accept(begun);
          } finally {
            unit.remove();
          }
        });
  }

  private void requireOutside(String name) {
    if (inUnit()) {
      throw new IllegalStateException(
          "%s within the unit of work %s".formatted(name, unit.get().name));
    }
    if (reading.get() != null) {
      throw new IllegalStateException(name + " within a read");
    }
  }

  /**
   * Runs work in a unit of its own and commits it. When it stood in another unit's way it is run
   * again at once, up to three times in all, so it must not change anything outside the database.
   */
  public <T> T inUnit(String name, Function<Sql, T> work) {
    for (var tries = 1; ; tries++) {
      try {
        var result = new AtomicReference<T>();
        perform(
            name,
            own -> {
              result.setPlain(work.apply(own.sql()));
              own.commit();
            });
        return result.getPlain();
      } catch (Conflict conflict) {
        if (tries == TRIES) {
          throw conflict;
        }
        // Not at the same moment as the other, or they meet again.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(tries * PAUSE_NANOS));
      }
    }
  }

  /** The unit this thread is in. */
  public Unit current() {
    if (!inUnit()) {
      throw new IllegalStateException("this thread is in no unit of work");
    }
    return unit.get();
  }

  public boolean inUnit() {
    var begun = unit.get();
    if (begun == null) {
      return false;
    }
    if (begun.ended()) {
      unit.remove();
      return false;
    }
    return true;
  }

  /**
   * Reads outside any unit, on a connection of its own: each statement sees what is committed when
   * it begins. A read within a read uses the same connection.
   *
   * @throws RetryLater when the database is away, or a statement runs longer than 20 seconds
   */
  public <T> T read(Function<Sql, T> work) {
    var outer = reading.get();
    if (outer != null) {
      return work.apply(outer);
    }
    return backend.read(
        sql -> {
          reading.set(sql);
          try {
            return work.apply(sql);
          } finally {
            reading.remove();
          }
        });
  }

  /**
   * Makes a consistent copy while work goes on: of SQLite a database file, of PostgreSQL a file for
   * {@link #load}. When this returns the copy is on the disk; a file of that name is never half a
   * copy.
   *
   * @param target a file that does not exist yet
   * @throws Refused when the target cannot be used
   * @throws RetryLater when the disk is full, or the server away
   */
  public void snapshot(Path target) {
    backend.snapshot(target);
  }

  public Statistics statistics() {
    return counters.now(backend.waiting());
  }

  /**
   * Work that only one process at a time does on this database, whoever opens it.
   *
   * @param name which work; whoever asks for the same name asks for the same work
   * @return not taken yet; its owner closes it
   */
  public Duty duty(String name) {
    return backend.duty(name);
  }

  /** Whether this process may send an outbox lane; see {@link Outbox#lease}. */
  boolean lease(int lane) {
    return backend.lease(lane);
  }

  void release(int lane) {
    backend.release(lane);
  }

  /** Lets units that run or wait end, then closes all connections. */
  @Override
  public void close() {
    backend.close();
  }
}
