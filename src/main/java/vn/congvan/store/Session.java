package vn.congvan.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * One connection, and the statements prepared on it. Used by one thread at a time; whoever owns the
 * session sees to that.
 *
 * <p>A result is read to its end before anybody maps its rows, so no cursor stays open while other
 * code runs: a read holds its snapshot only as long as its statement runs.
 */
final class Session implements AutoCloseable {
  private static final int KEPT_STATEMENTS = 256;

  private final Connection connection;
  private final boolean keeping;
  private final Object ending = new Object();
  private final LinkedHashMap<String, Prepared> kept = new LinkedHashMap<>(64, 0.75f, true);

  private Session(Connection connection, boolean keeping) {
    this.connection = connection;
    this.keeping = keeping;
  }

  /** Keeps prepared statements: for a driver that prepares anew each time it is asked. */
  static Session keepingStatements(Connection connection) {
    return new Session(connection, true);
  }

  /** Closes every statement after use: for a driver that keeps them itself. */
  static Session closingStatements(Connection connection) {
    return new Session(connection, false);
  }

  Connection connection() {
    return connection;
  }

  int update(String sql, @Nullable Object... args) throws SQLException {
    return with(sql, args, prepared -> prepared.statement.executeUpdate());
  }

  List<ResultRow> rows(String sql, @Nullable Object... args) throws SQLException {
    return with(
        sql,
        args,
        prepared -> {
          try (var result = prepared.statement.executeQuery()) {
            return read(result, prepared.columns(result));
          }
        });
  }

  /** Runs a statement that has neither arguments nor a result. */
  void run(String sql) throws SQLException {
    with(sql, new Object[0], prepared -> prepared.statement.execute());
  }

  private static List<ResultRow> read(ResultSet result, Map<String, Integer> columns)
      throws SQLException {
    var width = result.getMetaData().getColumnCount();
    var rows = new ArrayList<ResultRow>();
    while (result.next()) {
      var values = new @Nullable Object[width];
      for (var i = 0; i < width; i++) {
        values[i] = result.getObject(i + 1);
      }
      rows.add(new ResultRow(columns, values));
    }
    return rows;
  }

  private <T> T with(String sql, @Nullable Object[] args, Use<T> use) throws SQLException {
    if (!keeping) {
      try (var statement = connection.prepareStatement(sql)) {
        bind(statement, args);
        return use.of(new Prepared(statement, args.length));
      }
    }
    var prepared = kept.get(sql);
    if (prepared == null) {
      var statement = connection.prepareStatement(sql);
      prepared = new Prepared(statement, statement.getParameterMetaData().getParameterCount());
      kept.put(sql, prepared);
      if (kept.size() > KEPT_STATEMENTS) {
        var oldest = kept.values().iterator();
        oldest.next().statement.close();
        oldest.remove();
      }
    }
    // A kept statement still has the values of its last run: an argument too few would pass unseen.
    if (args.length != prepared.parameters) {
      throw new IllegalArgumentException(
          "%d arguments for the %d parameters of: %s"
              .formatted(args.length, prepared.parameters, sql));
    }
    try {
      bind(prepared.statement, args);
      return use.of(prepared);
    } catch (SQLException e) {
      // The driver gives up a statement that failed.
      kept.remove(sql);
      prepared.statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] args)
      throws SQLException {
    for (var i = 0; i < args.length; i++) {
      bind(statement, i + 1, args[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.NULL);
    } else if (value instanceof String text) {
      statement.setString(index, text);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setLong(index, number);
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof Enum<?> constant) {
      statement.setString(index, constant.name());
    } else if (value instanceof Instant instant) {
      statement.setLong(index, ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    } else {
      throw new IllegalArgumentException(
          "argument %d is a %s, which no column holds".formatted(index, value.getClass()));
    }
  }

  /** Stops the statement that runs, if one does (SQLite); may be called by any thread. */
  void interrupt() throws SQLException {
    synchronized (ending) {
      // Interrupting a closed connection would reach into memory that is given back.
      if (!connection.isClosed()) {
        ((SQLiteConnection) connection).getDatabase().interrupt();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    synchronized (ending) {
      connection.close();
    }
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(Prepared prepared) throws SQLException;
  }

  private static final class Prepared {
    final PreparedStatement statement;
    final int parameters;
    private @Nullable Map<String, Integer> columns;

    Prepared(PreparedStatement statement, int parameters) {
      this.statement = statement;
      this.parameters = parameters;
    }

    Map<String, Integer> columns(ResultSet result) throws SQLException {
      var known = columns;
      if (known == null) {
        known = new HashMap<>();
        var names = result.getMetaData();
        for (var i = 0; i < names.getColumnCount(); i++) {
          known.putIfAbsent(names.getColumnLabel(i + 1), i);
        }
        columns = known;
      }
      return known;
    }
  }
}
