package vn.congvan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import vn.congvan.audit.merkle.TiledTree;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.document.Halt;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

/** Whoever can write the database, past the program and past the triggers, is found out. */
class LogTamperTest {
  private static final int SIZE = 600;

  private interface Deed {
    void on(LogOffice office) throws SQLException, IOException;
  }

  /**
   * @param found what the check says of it at least, by its code
   */
  private record Attack(String what, Deed deed, List<String> found) {
    static Attack of(String what, Deed deed, String... found) {
      return new Attack(what, deed, List.of(found));
    }

    static Attack sql(String what, String sql, String... found) {
      return of(what, office -> office.tamper(sql), found);
    }
  }

  private static final List<Attack> ATTACKS =
      List.of(
          Attack.of(
              "a bit of an entry",
              office ->
                  office.tamper(
                      "UPDATE audit_entry SET entry = ? WHERE eid = 300",
                      flipped(bytes(office, "entry", "audit_entry WHERE eid = 300"), 800)),
              "LEAF_HASH",
              "TILE",
              "PROOF",
              "CHECKPOINT_ROOT",
              "ROOT",
              "CHAIN",
              "ROLLBACK"),
          Attack.of(
              "a bit of a leaf hash",
              office ->
                  office.tamper(
                      "UPDATE audit_entry SET leaf_hash = ? WHERE eid = 300",
                      flipped(bytes(office, "leaf_hash", "audit_entry WHERE eid = 300"), 8)),
              "LEAF_HASH"),
          Attack.of(
              "a bit of a tile",
              office ->
                  office.tamper(
                      "UPDATE audit_tile SET hashes = ? WHERE level = 0 AND position = 1",
                      flipped(
                          bytes(office, "hashes", "audit_tile WHERE level = 0 AND position = 1"),
                          9000)),
              "TILE",
              "PROOF"),
          Attack.sql(
              "a tile that is gone",
              "DELETE FROM audit_tile WHERE level = 1",
              "TILE",
              "PROOF",
              "CONSISTENCY"),
          Attack.sql(
              "a tile that is cut short",
              "UPDATE audit_tile SET hashes = leaf_hash FROM audit_entry WHERE eid = 1",
              "TILE",
              "PROOF"),
          Attack.sql(
              "an entry that is gone",
              "DELETE FROM audit_entry WHERE eid = 300",
              "ENTRY_MISSING",
              "CHAIN"),
          Attack.of(
              "the end cut off",
              office -> {
                office.tamper("DELETE FROM audit_entry WHERE eid > 350");
                office.tamper("DELETE FROM audit_batch WHERE start >= 350");
                office.tamper("UPDATE audit_log SET size = 350");
              },
              "STREAM_HEAD",
              "ROLLBACK",
              "CHECKPOINT_BEYOND",
              "ROOT"),
          Attack.of(
              "the end cut off, and all the database holds made to fit",
              LogTamperTest::cutOffNeatly,
              "ROLLBACK",
              "CHECKPOINT_FILE"),
          Attack.of(
              "two entries in each other's place",
              office -> {
                var one = bytes(office, "entry", "audit_entry WHERE eid = 301");
                var other = bytes(office, "entry", "audit_entry WHERE eid = 304");
                office.tamper("UPDATE audit_entry SET entry = ? WHERE eid = 301", other);
                office.tamper("UPDATE audit_entry SET entry = ? WHERE eid = 304", one);
              },
              "ENTRY_MISPLACED",
              "CHAIN",
              "LEAF_HASH",
              "ROOT"),
          Attack.of(
              "indices in another order",
              office -> {
                var eids = bytes(office, "eids", "audit_batch WHERE start = 0");
                var swapped = eids.clone();
                System.arraycopy(eids, 0, swapped, 24, 8);
                System.arraycopy(eids, 24, swapped, 0, 8);
                office.tamper("UPDATE audit_batch SET eids = ? WHERE start = 0", swapped);
              },
              "CHAIN",
              "TILE",
              "PROOF"),
          Attack.of(
              "an entry indexed twice, in place of another",
              office -> {
                var eids = bytes(office, "eids", "audit_batch WHERE start = 0");
                System.arraycopy(eids, 0, eids, 80, 8);
                office.tamper("UPDATE audit_batch SET eids = ? WHERE start = 0", eids);
              },
              "INDEX_TWICE",
              "ENTRY_UNINDEXED",
              "ROOT"),
          Attack.of(
              "an entry slipped in past the triggers",
              office -> {
                office.tamper(
                    "INSERT INTO audit_entry (sid, seq, leaf_hash, entry)"
                        + " SELECT sid, seq + 1000, leaf_hash, entry FROM audit_entry WHERE eid = 5");
                office.tamper("DELETE FROM audit_pending");
              },
              "ENTRY_UNINDEXED"),
          Attack.of(
              "an entry taken out while it waits",
              office -> {
                office.append(1);
                office.tamper("DELETE FROM audit_entry WHERE eid > " + SIZE);
                office.tamper("DELETE FROM audit_pending");
              },
              "STREAM_HEAD"),
          Attack.of(
              "an entry that waits and is gone",
              office -> {
                office.append(1);
                office.tamper("DELETE FROM audit_entry WHERE eid > " + SIZE);
              },
              "ENTRY_MISSING",
              "STREAM_HEAD"),
          Attack.sql(
              "a gap between batches",
              "UPDATE audit_batch SET start = start + 1 WHERE start > 0",
              "INDEX_GAP"),
          Attack.of(
              "a checkpoint with another root",
              office ->
                  office.tamper(
                      "UPDATE audit_checkpoint SET root = ? WHERE size = 600",
                      flipped(bytes(office, "root", "audit_checkpoint WHERE size = 600"), 1)),
              "CHECKPOINT_ROOT",
              "CHECKPOINT",
              "CONSISTENCY"),
          Attack.sql(
              "a note with another text",
              "UPDATE audit_checkpoint SET note = REPLACE(note, '/log/1', '/log/7') WHERE size = 300",
              "CHECKPOINT"),
          Attack.sql("a note that is none", "UPDATE audit_checkpoint SET note = 'x'", "CHECKPOINT"),
          Attack.sql(
              "a stream set back",
              "UPDATE audit_stream SET seq = seq - 1 WHERE sid = 1",
              "STREAM_HEAD"),
          Attack.sql(
              "a stream's head",
              "UPDATE audit_stream SET head = (SELECT leaf_hash FROM audit_entry WHERE eid = 1)",
              "STREAM_HEAD"),
          Attack.sql(
              "a stream under another name",
              "UPDATE audit_stream SET stream = 'H57:document:x' WHERE sid = 1",
              "ENTRY_MISPLACED"),
          Attack.sql(
              "a stream that is gone", "DELETE FROM audit_stream WHERE sid = 1", "STREAM_HEAD"),
          Attack.of(
              "a disclosure with another value",
              office ->
                  office.tamper(
                      "UPDATE audit_disclosure SET disclosure = ? WHERE eid = 1",
                      Disclosure.of(new byte[16], "note", "khác").text()),
              "DISCLOSURE"),
          Attack.sql(
              "a disclosure under another name",
              "UPDATE audit_disclosure SET name = 'subject' WHERE eid = 1",
              "DISCLOSURE"),
          Attack.sql(
              "another root",
              "UPDATE audit_log SET root = (SELECT leaf_hash FROM audit_entry WHERE eid = 1)",
              "ROOT"),
          Attack.sql(
              "a name that is another's",
              "UPDATE audit_log SET origin = 'x.example.vn'",
              "ORIGIN",
              "OTHER_LOG",
              "KEY_MISSING"),
          Attack.sql("a text where bytes belong", "UPDATE audit_log SET root = ''", "BROKEN"));

  @EngineTest
  void everyAttackIsFoundOut(Engine engine) throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.appendMany(SIZE / 2);
      office.publish();
      office.appendMany(SIZE / 2);
      office.publish();
      var copy = DatabaseCopy.of(office);
      for (var attack : ATTACKS) {
        assertThat(office.check().problems()).as("before " + attack.what).isEmpty();

        attack.deed.on(office);

        var codes = office.check().problems().stream().map(problem -> problem.split(":")[0]);
        assertThat(codes.map(code -> code.replace("AUDIT.", "")).toList())
            .as(attack.what)
            .containsAll(attack.found);
        copy.restoreTables();
      }
    }
  }

  /** What is left over fits together as if the log had never been longer; all but the folder. */
  private static void cutOffNeatly(LogOffice office) throws SQLException {
    var hasher = new TreeHasher();
    var tree = new TiledTree();
    for (int eid = 1; eid <= 300; eid++) {
      tree.append(hasher.leaf(bytes(office, "entry", "audit_entry WHERE eid = " + eid)));
    }
    office.tamper("DELETE FROM audit_entry WHERE eid > 300");
    office.tamper("DELETE FROM audit_disclosure WHERE eid > 300");
    office.tamper("DELETE FROM audit_batch WHERE start >= 300");
    office.tamper("DELETE FROM audit_checkpoint WHERE size > 300");
    office.tamper("DELETE FROM audit_tile");
    for (var tile : tree.takeChanged()) {
      office.tamper(
          "INSERT INTO audit_tile (log, level, position, hashes) VALUES (1, ?, ?, ?)",
          tile.id().level(),
          tile.id().index(),
          tile.bytes());
    }
    office.tamper("UPDATE audit_log SET size = 300, root = ?", tree.root().bytes());
    office.tamper(
        "UPDATE audit_stream SET seq = 100, head ="
            + " (SELECT leaf_hash FROM audit_entry e WHERE e.sid = audit_stream.sid AND e.seq = 100)");
  }

  @EngineTest
  void aCheckpointFileThatWasNeverSignedIsFoundOut(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      office.publish();
      var file = office.folder.resolve("checkpoint");
      Files.writeString(file, Files.readString(file).replace("\n1\n", "\n2\n"));

      assertThat(office.check().problems())
          .singleElement()
          .asString()
          .startsWith("AUDIT.CHECKPOINT_FILE:");
    }
  }

  private static byte[] bytes(LogOffice office, String column, String from) {
    return office
        .database()
        .read(sql -> sql.queryOne("SELECT " + column + " FROM " + from, row -> row.bytes(column)))
        .orElseThrow();
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return bytes;
  }

  @EngineTest
  void aWholeOtherLogUnderTheSameName(Engine engine) throws IOException {
    try (var office = new LogOffice(engine);
        var forger = new LogOffice(engine)) {
      office.appendMany(20);
      office.publish();
      forger.appendMany(20);
      forger.publish();
      assertThat(forger.check().problems()).isEmpty();

      var check = new LogCheck(forger.database(), LogOffice.ORIGIN, office.folder).run();

      assertThat(check.problems())
          .anyMatch(problem -> problem.startsWith("AUDIT.ROLLBACK:"))
          .anyMatch(problem -> problem.startsWith("AUDIT.CHECKPOINT:"))
          .anyMatch(problem -> problem.startsWith("AUDIT.CHECKPOINT_FILE:"));
      office.stop();
      forger.stop();
      try (var keeper =
          new LogKeeper(
              forger.database(), LogOffice.ORIGIN, office.folder, Duration.ZERO, office.clock)) {
        refused(keeper, "AUDIT.ROLLBACK");
      }
    }
  }

  @EngineTest
  void nothingIsSignedOverAnEntryThatWasChangedBefore(Engine engine)
      throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.appendMany(20);
      office.publish();
      office.appendMany(20);
      var entry = bytes(office, "entry", "audit_entry WHERE eid = 30");
      office.tamper("UPDATE audit_entry SET entry = ? WHERE eid = 30", flipped(entry, 800));

      refused(office.keeper(), "AUDIT.STORED_DIFFERS");

      assertThat(office.folder.resolve("checkpoint")).content().contains("\n20\n");
      office.append(1);
      refused(office.keeper(), "AUDIT.STORED_DIFFERS");
      office.stop();
      refused(office.keeper(), "AUDIT.STORED_DIFFERS");
    }
  }

  @EngineTest
  void nothingIsSignedOverAnEntryOrTileThatIsGone(Engine engine) throws IOException, SQLException {
    for (var attack :
        List.of(
            "DELETE FROM audit_entry WHERE eid = 30",
            "DELETE FROM audit_tile",
            "UPDATE audit_tile SET hashes = ''",
            "DELETE FROM audit_batch WHERE start >= 20",
            "UPDATE audit_log SET root = leaf_hash FROM audit_entry WHERE eid = 1")) {
      try (var office = new LogOffice(engine)) {
        office.appendMany(20);
        office.publish();
        office.appendMany(20);
        office.fail("INSERT", "audit_checkpoint");
        assertThatThrownBy(office::publish).hasStackTraceContaining("no");
        office.failNoMore("audit_checkpoint");
        office.stop();
        office.tamper(attack);

        assertThatExceptionOfType(Halt.class).as(attack).isThrownBy(office::publish);
        assertThat(office.folder.resolve("checkpoint")).content().contains("\n20\n");
      }
    }
  }

  private static void refused(LogKeeper keeper, String code) {
    assertThatExceptionOfType(Halt.class)
        .isThrownBy(keeper::publishNow)
        .withMessageContaining(code);
    assertThat(keeper.stopped()).isNotNull();
  }

  @EngineTest
  void findingsAreWordsInBothLanguagesAndOneKindHidesNoOther(Engine engine)
      throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.appendMany(70);
      office.publish();
      office.tamper("UPDATE audit_entry SET entry = leaf_hash");

      var problems = office.check().problems();

      assertThat(problems.get(0))
          .isEqualTo(
              "AUDIT.LEAF_HASH: Dòng nhật ký eid 1 không khớp mã băm lưu cùng nó: một trong hai đã bị"
                  + " sửa. (the entry with eid 1 does not match the hash stored with it: one of them"
                  + " has been altered)");
      assertThat(problems)
          .filteredOn(problem -> problem.startsWith("AUDIT.LEAF_HASH:"))
          .hasSize(20);
      assertThat(problems)
          .contains("AUDIT.MORE: Còn 50 lỗi LEAF_HASH nữa. (50 more of LEAF_HASH)")
          .anyMatch(problem -> problem.startsWith("AUDIT.ENTRY_UNREADABLE:"))
          .anyMatch(problem -> problem.startsWith("AUDIT.ROOT:"));
    }
  }
}
