package vn.congvan.store;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PostgreSQL server of this JVM's tests: one of our own, started from binaries on the class
 * path. As root it needs user namespaces; where there are none, tests use a server given by the
 * system property {@code congvan.test.postgresql} or the environment variable {@code
 * CONGVAN_TEST_POSTGRESQL}: a JDBC URL with a user who may create schemas, for example {@code
 * jdbc:postgresql://localhost/test?user=test&password=test}.
 */
final class PostgresServer {
  private static final String GIVEN_PROPERTY = "congvan.test.postgresql";
  private static final String GIVEN_VARIABLE = "CONGVAN_TEST_POSTGRESQL";

  private final String url;
  private final String run = Long.toString(ProcessHandle.current().pid(), 36);
  private final AtomicInteger schemas = new AtomicInteger();

  private PostgresServer() {
    var given =
        Optional.ofNullable(System.getProperty(GIVEN_PROPERTY))
            .or(() -> Optional.ofNullable(System.getenv(GIVEN_VARIABLE)));
    if (given.isPresent()) {
      url = given.get();
      return;
    }
    try {
      url = new OwnPostgres().url();
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "couldn't start PostgreSQL (as root it needs user namespaces); name a server with -D%s or %s"
              .formatted(GIVEN_PROPERTY, GIVEN_VARIABLE),
          e);
    }
  }

  /** Starts at first use, stops with the JVM. */
  static PostgresServer shared() {
    return Shared.SERVER;
  }

  String createSchema() {
    var schema = "t_" + run + "_" + schemas.incrementAndGet();
    try {
      run("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return schema;
  }

  DatabaseSettings settings(String schema) {
    return new DatabaseSettings(url + "&currentSchema=" + schema, null, null, 8);
  }

  void run(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final class Shared {
    static final PostgresServer SERVER = new PostgresServer();
  }
}
