package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.audit.AuditLog;
import vn.congvan.audit.LogKeeper;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.directory.Offices;
import vn.congvan.document.Actor;
import vn.congvan.document.DocumentId;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Finished;

/** The log over HTTP: for whoever may read it, and never more of it than has been signed. */
class LogFilesTest {
  @TempDir Path folder;

  @Test
  void whatIsServedIsTheTreeOfTheCheckpoint() throws Exception {
    try (var api = published(LogReaders.ALL_AUDITORS, 3)) {
      var key = api.key(Offices.CITY, "auditor");

      var checkpoint = api.get("/checkpoint", key);
      assertThat(checkpoint.header("Content-Type")).startsWith("text/plain");
      assertThat(checkpoint.header("Cache-Control")).isEqualTo("no-cache");
      var signed = Checkpoint.parse(SignedNote.parse(checkpoint.bytes()).text());
      assertThat(signed.size()).isEqualTo(3);

      var tile = api.get("/tile/0/000.p/3", key);
      assertThat(tile.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(tile.header("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
      var hashes = tile.bytes();
      var entries = ByteBuffer.wrap(api.get("/tile/entries/000.p/3", key).bytes());
      var hasher = new TreeHasher();
      var leaves = new Hash[3];
      for (int i = 0; i < 3; i++) {
        var entry = new byte[Short.toUnsignedInt(entries.getShort())];
        entries.get(entry);
        leaves[i] = hasher.leaf(entry);
        assertThat(Hash.at(hashes, i * Hash.BYTES)).isEqualTo(leaves[i]);
      }
      assertThat(entries.hasRemaining()).isFalse();
      assertThat(hasher.node(hasher.node(leaves[0], leaves[1]), leaves[2]))
          .isEqualTo(signed.root());
      assertThat(api.get("/tile/0/000.p/2", key).bytes()).isEqualTo(prefix(hashes, 2));
    }
  }

  private static byte[] prefix(byte[] hashes, int count) {
    return Arrays.copyOf(hashes, count * Hash.BYTES);
  }

  @Test
  void onlyWhoeverMayReadTheLogGetsIt() throws Exception {
    try (var api = published(LogReaders.AUDITORS, 3)) {
      for (var path : List.of("/checkpoint", "/tile/0/000.p/3", "/tile/entries/000.p/3")) {
        assertThat(api.get(path, null).code()).as(path).isEqualTo("AUTH.KEY_MISSING");
        assertThat(api.get(path, api.key(Offices.CITY, "clerk")).code()).isEqualTo("AUTH.ROLE");
        assertThat(api.get(path, RunningApi.ADMIN_TOKEN).status()).isEqualTo(401);
      }
      var auditor = api.key(Offices.CITY, "auditor");
      assertThat(api.get("/tile/0/000.p/3", auditor).status()).isEqualTo(200);
      assertThat(api.get("/tile/entries/000.p/3", auditor).code()).isEqualTo("LOG.OTHER_AGENCIES");
    }
  }

  @Test
  void anOpenLogAsksForNoKeyAndOpensNothingElse() throws Exception {
    try (var api = published(LogReaders.PUBLIC, 3)) {
      assertThat(api.get("/checkpoint", null).status()).isEqualTo(200);
      var tile = api.get("/tile/entries/000.p/3", null);
      assertThat(tile.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(api.get("/api/v1/outgoing", null).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tile/0/000", // not full yet
        "/tile/0/000.p/4", // more than is signed
        "/tile/0/001.p/1",
        "/tile/1/000.p/1",
        "/tile/63/000.p/1",
        "/tile/entries/000.p/4",
        "/tile/0/x072/x057/x594/x037/x927/936.p/1", // 2^56: its first leaf would be 2^64
      })
  void whatTheCheckpointDoesNotCoverIsNotThere(String path) throws Exception {
    try (var api = published(LogReaders.PUBLIC, 3)) {
      var reply = api.get(path, null);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.code()).isEqualTo("LOG.NO_SUCH_TILE");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tile/0/0",
        "/tile/00/000.p/3",
        "/tile/64/000.p/3",
        "/tile/-1/000",
        "/tile/0/x000/000.p/3",
        "/tile/0/000.p/0",
        "/tile/0/000.p/03",
        "/tile/0/000.p/256",
        "/tile/0/000.p/3/",
        "/tile/0/x999/x999/x999/x999/x999/x999/999",
        "/tile/entries/000.p/257",
        "/tile/entries/log/guard",
        "/tile/data/000.p/3",
      })
  void whatIsNoPathOfATileIsSaidToBeNone(String path) throws Exception {
    try (var api = published(LogReaders.PUBLIC, 3)) {
      var reply = api.get(path, null);
      assertThat(reply.status()).as(reply.text()).isEqualTo(400);
      assertThat(reply.code()).isEqualTo("LOG.BAD_PATH");
      assertThat(api.get("/tile", null).status()).isEqualTo(404);
      assertThat(api.get("/tile/../log/guard", null).status()).isEqualTo(404);
      assertThat(api.get("/tile/0/%3000.p/3", null).status()).isEqualTo(404);
      assertThat(api.post("/tile/0/x001/000", null, "{}").status()).isEqualTo(405);
    }
  }

  @Test
  void aLogThatHasSignedNothingShowsNothing() throws Exception {
    try (var api = running(LogReaders.PUBLIC)) {
      assertThat(api.get("/checkpoint", null).code()).isEqualTo("LOG.NO_CHECKPOINT");
      assertThat(api.get("/tile/0/000.p/1", null).code()).isEqualTo("LOG.NO_SUCH_TILE");
    }
  }

  private RunningApi running(LogReaders readers) {
    var options = new RunningApi.Options();
    options.logReaders = readers;
    return new RunningApi(folder, options);
  }

  private RunningApi published(LogReaders readers, int entries) {
    var api = running(readers);
    var log = new AuditLog(api.database, RunningApi.LOG, "node-1", RunningApi.CLOCK);
    append(api, log, entries);
    try (var keeper =
        new LogKeeper(
            api.database,
            RunningApi.LOG,
            folder.resolve("log"),
            Duration.ofSeconds(1),
            RunningApi.CLOCK)) {
      keeper.publishNow();
      keeper.publishNow();
    }
    // Indexed or not, these no checkpoint covers.
    append(api, log, 1);
    return api;
  }

  private static void append(RunningApi api, AuditLog log, int entries) {
    var now = RunningApi.CLOCK.instant();
    var clerk = new Actor(Actor.Kind.USER, "h57-vt-03", Offices.CITY, "clerk", "apikey");
    for (int i = 0; i < entries; i++) {
      var document = new DocumentId(new UUID(0x0190000000007000L, 0x8000000000000000L + i));
      var header = new EventHeader(UUID.randomUUID(), document, Offices.CITY, clerk, now, "http");
      api.database.inUnit(
          "append",
          sql -> {
            log.append(new Finished(header, ""));
            return document;
          });
    }
  }
}
