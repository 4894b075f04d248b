package vn.congvan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import vn.congvan.document.Failure;
import vn.congvan.document.Halt;
import vn.congvan.document.RetryLater;

/** A database opens as it should be, or an operator learns what to do. */
class OpeningTest {
  @TempDir Path folder;

  @EngineTest
  void whatWasKeptIsThereAfterOpeningAgain(Engine engine) {
    var settings = engine.fresh();
    try (var database = engine.open(settings, Limits.STANDARD)) {
      new Notes(database).write(1);
    }

    assertThat(Notes.all(engine.open(settings, Limits.STANDARD))).containsExactly(1L);
  }

  @EngineTest
  void aDatabaseOfAnOlderVersionIsBroughtUpToDate(Engine engine) {
    var settings = engine.fresh();
    engine.open(settings, Limits.STANDARD).close();

    var database = engine.open(settings, Limits.STANDARD, "vn/congvan/store/later");

    assertThat(
            database.<Integer>inUnit("use", sql -> sql.update("INSERT INTO later (id) VALUES (1)")))
        .isEqualTo(1);
  }

  @EngineTest
  void aDatabaseOfANewerVersionIsNotTouched(Engine engine) {
    var settings = engine.fresh();
    engine.open(settings, Limits.STANDARD, "vn/congvan/store/later").close();

    assertHalts("STORE.NEWER", () -> engine.open(settings, Limits.STANDARD));
  }

  @EngineTest
  void aMigrationThatWasChangedAfterItRanIsNotPassedOver(Engine engine) {
    var settings = engine.fresh();
    try (var database = engine.open(settings, Limits.STANDARD)) {
      database.inUnit(
          "change",
          sql -> sql.update("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'"));
    }

    assertHalts("STORE.MIGRATION", () -> engine.open(settings, Limits.STANDARD));
  }

  @Test
  void anUpToDateDatabaseIsOpenedWithoutTheMigrationTool() throws Exception {
    try (var engine = new SqliteEngine()) {
      var settings = engine.fresh();
      engine.open(settings, Limits.STANDARD, "vn/congvan/store/later").close();
      var leadsNowhere = new SQLiteDataSource();
      leadsNowhere.setUrl("jdbc:sqlite:" + folder.resolve("missing/folder/congvan.db"));

      try (var connection = DriverManager.getConnection(settings.url())) {
        new Migrations(List.of("vn/congvan/store/later"))
            .apply(connection, leadsNowhere, Dialect.SQLITE);
        assertThatThrownBy(
                () ->
                    new Migrations(List.of("vn/congvan/store/later", "vn/congvan/store/values"))
                        .apply(connection, leadsNowhere, Dialect.SQLITE))
            .isInstanceOf(Exception.class);
      }
    }
  }

  @Test
  void everyCommitIsSyncedOnBothEngines() throws Exception {
    try (var sqlite = Engine.sqlite();
        var postgresql = Engine.postgresql()) {
      var full = 2L;
      var onSqlite = sqlite.open();
      assertThat(
              onSqlite.<Long>inUnit(
                  "look",
                  sql ->
                      sql.queryOne("PRAGMA synchronous", row -> row.number("synchronous"))
                          .orElseThrow()))
          .isEqualTo(full);
      assertThat(
              onSqlite.<String>inUnit(
                  "look",
                  sql ->
                      sql.queryOne("PRAGMA journal_mode", row -> row.text("journal_mode"))
                          .orElseThrow()))
          .isEqualTo("wal");

      var onPostgresql = postgresql.open();
      for (var setting : List.of("fsync", "synchronous_commit")) {
        assertThat(
                onPostgresql.<String>inUnit(
                    "look",
                    sql -> sql.queryOne("SHOW " + setting, row -> row.text(setting)).orElseThrow()))
            .isEqualTo("on");
      }
    }
  }

  @Test
  void aServerThatDoesNotSyncIsRefused() throws Exception {
    try (var engine = Engine.postgresql()) {
      var lazy =
          new DatabaseSettings(
              engine.fresh().url() + "&options=-c%20synchronous_commit=off", null, null, 4);

      assertHalts("STORE.NOT_DURABLE", () -> engine.open(lazy, Limits.STANDARD));
    }
  }

  @Test
  void aServerThatIsAwayIsWaitedFor() throws Exception {
    int nobodyListens;
    try (var socket = new ServerSocket(0)) {
      nobodyListens = socket.getLocalPort();
    }
    var settings =
        new DatabaseSettings(
            "jdbc:postgresql://localhost:%d/congvan".formatted(nobodyListens), "congvan", null, 4);

    assertThatThrownBy(() -> Database.open(settings, List.of()))
        .isInstanceOfSatisfying(
            RetryLater.class,
            away -> {
              assertThat(away.reason().code()).isEqualTo("STORE.UNAVAILABLE");
              assertThat(away.reason().vi()).contains("localhost:" + nobodyListens);
            });
  }

  @Test
  void aServerThatDoesNotKnowUsHaltsTheNode() throws Exception {
    try (var engine = Engine.postgresql()) {
      var url = engine.fresh().url().replaceAll("user=[^&]*", "user=nobody_we_know");

      assertHalts(
          "STORE.LOGIN", () -> Database.open(new DatabaseSettings(url, null, null, 4), List.of()));
      assertHalts(
          "STORE.NO_DATABASE",
          () ->
              Database.open(
                  new DatabaseSettings(
                      engine.fresh().url().replaceAll("/postgres\\?", "/no_such_database?"),
                      null,
                      null,
                      4),
                  List.of()));
    }
  }

  @Test
  void settingsThatCannotBeMeantHaltTheNode() throws Exception {
    var notADatabase = folder.resolve("letter.db");
    Files.writeString(notADatabase, "Kính gửi: Ủy ban nhân dân\n".repeat(100));

    for (var url :
        List.of(
            "jdbc:mysql://localhost/congvan",
            "jdbc:sqlite:",
            "jdbc:sqlite::memory:",
            "jdbc:sqlite:" + folder,
            "jdbc:postgresql://host:port/congvan")) {
      assertHalts(
          "STORE.URL", () -> Database.open(new DatabaseSettings(url, null, null, 4), List.of()));
    }
    assertHalts("STORE.NO_FOLDER", () -> open(folder.resolve("missing/congvan.db")));
    assertHalts("STORE.CORRUPT", () -> open(notADatabase));
    assertHalts("STORE.CONNECTIONS", () -> new DatabaseSettings("jdbc:sqlite:x", null, null, 1));
    assertHalts(
        "STORE.PASSWORD_FILE",
        () ->
            Database.open(
                new DatabaseSettings(
                    "jdbc:postgresql://localhost/congvan", "congvan", folder.resolve("none"), 4),
                List.of()));
  }

  @Test
  void aUrlWithAPasswordIsNotRepeatedInMessages() {
    assertThatThrownBy(
            () ->
                Database.open(
                    new DatabaseSettings(
                        "jdbc:postgresql://host:port/congvan?password=bi-mat", null, null, 4),
                    List.of()))
        .hasMessageNotContaining("bi-mat");
  }

  private static Database open(Path file) {
    return Database.open(SqliteEngine.settings(file), List.of());
  }

  private static void assertHalts(String code, ThrowingCallable opening) {
    assertThatThrownBy(opening)
        .isInstanceOf(Halt.class)
        .extracting(halt -> ((Failure) halt).reason().code())
        .isEqualTo(code);
  }
}
