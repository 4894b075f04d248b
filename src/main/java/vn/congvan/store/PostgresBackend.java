package vn.congvan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;

/**
 * PostgreSQL: a transaction of its own for each unit of work, at read committed; the server lets
 * commits that meet share a sync.
 */
final class PostgresBackend implements Backend {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBackend.class);
  private static final int CONNECT_SECONDS = 5;
  private static final int SOCKET_SECONDS = 60;
  private static final int LOCK_WAIT_MILLIS = 10_000;

  private final HikariDataSource pool;
  private final LaneLeases.Connecting connecting;
  private final Migrations migrations;
  private final LaneLeases lanes;
  private final Limits limits;
  private final Counters counters;

  /** Fewer than connections, so that units never keep each other's reads from a connection. */
  private final Semaphore units;

  private final Set<PostgresUnit> open = ConcurrentHashMap.newKeySet();

  private PostgresBackend(
      HikariDataSource pool,
      LaneLeases.Connecting connecting,
      Migrations migrations,
      int most,
      Limits limits,
      Counters counters) {
    this.pool = pool;
    this.connecting = connecting;
    this.migrations = migrations;
    this.lanes = new LaneLeases(connecting, "congvan.outbox.");
    this.limits = limits;
    this.counters = counters;
    this.units = new Semaphore(most - Math.max(1, most / 4), true);
  }

  static PostgresBackend open(
      DatabaseSettings settings, Migrations migrations, Limits limits, Counters counters) {
    var url = settings.url();
    var properties = properties(settings);
    try (var connection = connect(url, properties)) {
      requireDurable(connection);
      migrations.apply(connection, source(url, properties), Dialect.POSTGRESQL);
    } catch (SQLException e) {
      throw PostgresFailures.of(e, "open the database") instanceof RetryLater away
              && away.reason().equals(Reasons.UNAVAILABLE)
          ? new RetryLater(Reasons.unreachable(url), e)
          : PostgresFailures.of(e, "open the database");
    }
    return new PostgresBackend(
        pool(settings, properties, limits),
        () -> connect(url, properties),
        migrations,
        settings.maxConnections(),
        limits,
        counters);
  }

  private static Connection connect(String url, Properties properties) throws SQLException {
    var connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw DatabaseSettings.badUrl(url);
    }
    return connection;
  }

  private static DataSource source(String url, Properties properties) throws SQLException {
    var source = new PGSimpleDataSource();
    for (var name : properties.stringPropertyNames()) {
      source.setProperty(name, properties.getProperty(name));
    }
    source.setUrl(url);
    return source;
  }

  private static Properties properties(DatabaseSettings settings) {
    if (Driver.parseURL(settings.url(), new Properties()) == null) {
      throw DatabaseSettings.badUrl(settings.url());
    }
    var properties = new Properties();
    PGProperty.APPLICATION_NAME.set(properties, "congvan");
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS);
    // A server that vanished without a word is noticed, not waited for.
    PGProperty.SOCKET_TIMEOUT.set(properties, SOCKET_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    var user = settings.user();
    if (user != null) {
      PGProperty.USER.set(properties, user);
    }
    var passwordFile = settings.passwordFile();
    if (passwordFile != null) {
      PGProperty.PASSWORD.set(properties, password(passwordFile));
    }
    return properties;
  }

  private static String password(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "STORE.PASSWORD_FILE",
              "Không đọc được tệp mật khẩu cơ sở dữ liệu %s. Hãy kiểm tra tệp và quyền đọc, rồi khởi động lại."
                  .formatted(file),
              "cannot read the database's password file %s; check the file and its rights, then start again"
                  .formatted(file)),
          e);
    }
  }

  /** What is acknowledged must survive a power cut, so a server that does not sync is refused. */
  private static void requireDurable(Connection connection) throws SQLException {
    for (var setting : List.of("fsync", "synchronous_commit")) {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SHOW " + setting)) {
        row.next();
        if (row.getString(1).equals("off")) {
          throw new Halt(
              new Reason(
                  "STORE.NOT_DURABLE",
                  "PostgreSQL đang đặt %s = off: mất điện sẽ mất văn bản đã nhận. Hãy đặt lại là on, rồi khởi động lại."
                      .formatted(setting),
                  "PostgreSQL runs with %s = off: a power cut would lose accepted documents; set it to on, then start again"
                      .formatted(setting)));
        }
      }
    }
  }

  private static HikariDataSource pool(
      DatabaseSettings settings, Properties properties, Limits limits) {
    var config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(settings.url());
    config.setDataSourceProperties(properties);
    config.setMaximumPoolSize(settings.maxConnections());
    config.setMinimumIdle(Math.min(2, settings.maxConnections()));
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    // The server ends a session whose unit was left open, and with it the locks it holds.
    config.setConnectionInitSql(
        "SET idle_in_transaction_session_timeout = %d; SET lock_timeout = %d; SET statement_timeout = %d"
            .formatted(limits.unit().toMillis(), LOCK_WAIT_MILLIS, limits.read().toMillis()));
    return new HikariDataSource(config);
  }

  @Override
  public OpenUnit begin(String name) {
    acquire();
    try {
      var connection = pool.getConnection();
      connection.setAutoCommit(false);
      var unit =
          new PostgresUnit(
              name, this, Session.closingStatements(connection), counters, limits.unit());
      open.add(unit);
      return unit;
    } catch (SQLException e) {
      units.release();
      throw PostgresFailures.of(e, "begin " + name);
    } catch (RuntimeException | Error e) {
      units.release();
      throw e;
    }
  }

  private void acquire() {
    var giveUpAt = System.nanoTime() + limits.queue().toNanos();
    try {
      while (!units.tryAcquire(limits.unit().toMillis(), TimeUnit.MILLISECONDS)) {
        open.stream().filter(PostgresUnit::idleTooLong).forEach(PostgresUnit::expire);
        if (System.nanoTime() - giveUpAt > 0) {
          throw new RetryLater(Reasons.BUSY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetryLater(Reasons.INTERRUPTED, e);
    }
  }

  /** A unit has ended and its connection is free; told again, nothing happens. */
  void ended(PostgresUnit unit) {
    if (open.remove(unit)) {
      try {
        unit.session.close();
      } catch (SQLException e) {
        // Whatever became of the connection, the unit has ended as its owner was told.
        LOG.debug("couldn't give back the connection of {}", unit.name, e);
      } finally {
        units.release();
      }
    }
  }

  @Override
  public void perform(String name, Consumer<OpenUnit> work) {
    try (var unit = begin(name)) {
      work.accept(unit);
    }
  }

  @Override
  public <T> T read(Function<Sql, T> work) {
    try (var session = Session.closingStatements(pool.getConnection())) {
      return work.apply(new Reading(session, limits));
    } catch (SQLException e) {
      throw PostgresFailures.of(e, "read");
    }
  }

  @Override
  public void snapshot(Path target) {
    var file = new SnapshotFile(target);
    try (var connection = connecting.connect()) {
      file.make(new PostgresCopy(connection, migrations)::write);
    } catch (SQLException e) {
      throw PostgresFailures.of(e, "copy the database to " + file.path());
    }
  }

  /** Fills an empty database with a copy. */
  static void load(DatabaseSettings settings, Migrations migrations, Path copy) {
    var url = settings.url();
    var properties = properties(settings);
    try (var connection = connect(url, properties)) {
      requireDurable(connection);
      var into = new PostgresCopy(connection, migrations);
      if (!into.isEmpty()) {
        throw PostgresCopy.notEmpty();
      }
      migrations.apply(connection, source(url, properties), Dialect.POSTGRESQL);
      into.read(copy);
    } catch (SQLException e) {
      throw PostgresFailures.of(e, "load a copy of the database");
    } catch (IOException e) {
      throw new RetryLater(Reasons.IO_ERROR, e);
    }
  }

  @Override
  public boolean lease(int lane) {
    return lanes.lease(lane);
  }

  @Override
  public void release(int lane) {
    lanes.release(lane);
  }

  @Override
  public Duty duty(String name) {
    return new PostgresDuty(new LaneLeases(connecting, "congvan." + name + "."));
  }

  @Override
  public int waiting() {
    return units.getQueueLength();
  }

  @Override
  public void close() {
    lanes.close();
    pool.close();
  }

  private static final class Reading extends Statements {
    private final Session session;
    private final Limits limits;

    Reading(Session session, Limits limits) {
      this.session = session;
      this.limits = limits;
    }

    @Override
    public int update(String sql, @Nullable Object... args) {
      throw new IllegalStateException("a read writes nothing, begin a unit of work for: " + sql);
    }

    @Override
    List<ResultRow> rows(String sql, @Nullable Object[] args) {
      try {
        return session.rows(sql, args);
      } catch (SQLException e) {
        if (PostgresFailures.CANCELLED.equals(PostgresFailures.state(e))) {
          throw new RetryLater(Reasons.readTooLong(limits.read()), e);
        }
        throw PostgresFailures.of(e, sql);
      }
    }
  }
}
