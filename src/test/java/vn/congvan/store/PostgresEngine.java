package vn.congvan.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL, each database a schema of its own in the server all tests share. */
final class PostgresEngine extends Engine {
  private final List<String> schemas = new ArrayList<>();

  @Override
  public DatabaseSettings fresh() {
    var server = PostgresServer.shared();
    var schema = server.createSchema();
    schemas.add(schema);
    return server.settings(schema);
  }

  @Override
  void delete() throws SQLException {
    for (var schema : schemas) {
      PostgresServer.shared().run("DROP SCHEMA " + schema + " CASCADE");
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL";
  }
}
