package vn.congvan.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A database engine for one test. Closing it closes and deletes all that the test opened. */
public abstract class Engine implements AutoCloseable {
  private final List<Database> opened = new ArrayList<>();

  public static Engine sqlite() {
    return new SqliteEngine();
  }

  public static Engine postgresql() {
    return new PostgresEngine();
  }

  /** A fresh, empty database with the store's own tables and those of the given folders. */
  public final Database open(String... migrationFolders) {
    return open(fresh(), Limits.STANDARD, migrationFolders);
  }

  /** Where a database can be made that nobody has opened yet. */
  public abstract DatabaseSettings fresh();

  final Database open(DatabaseSettings settings, Limits limits, String... migrationFolders) {
    var database = Database.open(settings, List.of(migrationFolders), limits);
    opened.add(database);
    return database;
  }

  abstract void delete() throws IOException, SQLException;

  @Override
  public final void close() {
    opened.forEach(Database::close);
    try {
      delete();
    } catch (IOException | SQLException e) {
      throw new AssertionError("couldn't clean up after the test", e);
    }
  }

  /** One of each. */
  static final class Every implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Stream.of(Arguments.of(sqlite()), Arguments.of(postgresql()));
    }
  }
}
