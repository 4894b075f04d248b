package vn.congvan.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Halt;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.document.Upload;

/** Bytes come back as they went in, or not at all. */
class ContentStoreTest {
  private static final long MEGABYTE = 1 << 20;
  private static final Instant NOW = Instant.parse("2026-03-05T05:00:00Z");

  @TempDir Path temp;
  private Path folder;
  private ContentStore store;

  @BeforeEach
  void open() {
    folder = temp.resolve("content");
    store = storeAt(NOW);
  }

  private ContentStore storeAt(Instant now) {
    return new ContentStore(folder, Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void whatIsPutComesBack() throws Exception {
    for (var size : new int[] {0, 1, 100, 65_535, 65_536, 65_537, 3_000_000}) {
      var bytes = bytes(size);

      var content = store.put(out -> inOddPieces(bytes, out));

      assertThat(content).isEqualTo(sha256(bytes));
      assertThat(store.size(content)).isEqualTo(size);
      assertThat(readAll(content)).isEqualTo(bytes);
      assertThat(Files.readAllBytes(store.path(content))).isEqualTo(bytes);
      assertThat(store.put(bytes)).isEqualTo(content);
    }
    assertNothingInQuarantine();
  }

  @Test
  void anUploadIsKeptUnderItsHash() throws Exception {
    var bytes = bytes(200_000);

    var upload = store.receive(new ByteArrayInputStream(bytes), "Công văn.pdf", "a/b", MEGABYTE);
    var before = Files.readAllBytes(store.path(upload));
    var content = store.keep(upload);

    assertThat(before).isEqualTo(bytes);
    assertThat(upload.size()).isEqualTo(bytes.length);
    assertThat(content).isEqualTo(upload.content()).isEqualTo(sha256(bytes));
    assertThat(readAll(content)).isEqualTo(bytes);
    assertNothingInQuarantine();
  }

  @Test
  void theNameOfAnUploadIsComposed() {
    var upload = store.receive(stream("x"), "Co\u0302ng va\u0306n.pdf", "a/b", MEGABYTE);

    assertThat(upload.fileName()).isEqualTo("C\u00f4ng v\u0103n.pdf");
  }

  @Test
  void keepingTwiceIsKeepingOnce() throws Exception {
    var upload = store.receive(stream("văn bản"), "a.pdf", "a/b", MEGABYTE);

    var first = store.keep(upload);
    var second = store.keep(upload);

    assertThat(second).isEqualTo(first);
    assertThat(readAll(first)).isEqualTo("văn bản".getBytes(UTF_8));
  }

  @Test
  void aDiscardedUploadIsGone() throws Exception {
    var upload = store.receive(stream("văn bản"), "a.pdf", "a/b", MEGABYTE);

    store.discard(upload);
    store.discard(upload);

    assertNothingInQuarantine();
    assertThat(codeOfSetAside(() -> store.keep(upload))).isEqualTo("CONTENT.MISSING");
    assertThat(codeOfSetAside(() -> store.path(upload))).isEqualTo("CONTENT.MISSING");
  }

  @Test
  void whatIsHereAlreadyIsNotWrittenAgainButIsYoungAgain() throws Exception {
    var bytes = bytes(50_000);
    var content = store.put(bytes);
    var file = Files.readAttributes(store.path(content), "unix:ino").get("ino");
    var later = storeAt(NOW.plus(Duration.ofDays(30)));

    later.put(bytes);
    later.put(out -> out.write(bytes));
    later.keep(later.receive(new ByteArrayInputStream(bytes), "a", "b", MEGABYTE));

    assertThat(Files.readAttributes(store.path(content), "unix:ino").get("ino")).isEqualTo(file);
    assertThat(Files.getLastModifiedTime(store.path(content)).toInstant())
        .isEqualTo(NOW.plus(Duration.ofDays(30)));
    assertNothingInQuarantine();
  }

  @Test
  void aFileThatWasCutShortIsRepairedByPuttingItAgain() throws Exception {
    var bytes = bytes(50_000);
    var content = store.put(bytes);
    for (var size : new int[] {0, 49_999, 50_001}) {
      overwrite(content, bytes(size));

      store.put(bytes);
      var afterPut = readAll(content);
      overwrite(content, bytes(size));
      store.keep(store.receive(new ByteArrayInputStream(bytes), "a", "b", MEGABYTE));

      assertThat(afterPut).isEqualTo(bytes);
      assertThat(readAll(content)).isEqualTo(bytes);
    }
  }

  @Test
  void damagedBytesAreNeverReadToTheirEnd() throws Exception {
    var bytes = bytes(200_000);
    var content = store.put(bytes);
    var flipped = bytes.clone();
    flipped[70_000] ^= 1;
    var longer = Arrays.copyOf(bytes, 200_001);
    for (var damaged : List.of(flipped, bytes(0), bytes(199_999), longer)) {
      overwrite(content, damaged);

      assertThat(codeOfSetAside(() -> readAll(content))).isEqualTo("CONTENT.DAMAGED");
      assertThat(codeOfSetAside(() -> readByteByByte(content))).isEqualTo("CONTENT.DAMAGED");
    }
  }

  @Test
  void whoStopsAtTheKnownSizeDoesNotGetTheLastDamagedByteEither() throws Exception {
    var content = store.put(bytes(200_000));
    var flipped = bytes(200_000);
    flipped[199_999] ^= 1;
    overwrite(content, flipped);

    try (var in = store.open(content)) {
      assertThat(in.readNBytes(100_000)).hasSize(100_000);
      assertThat(codeOfSetAside(() -> in.readNBytes(100_000))).isEqualTo("CONTENT.DAMAGED");
    }
  }

  @Test
  void whatIsNotHereIsMissing() {
    var content = sha256(bytes(7));

    assertThat(codeOfSetAside(() -> store.open(content))).isEqualTo("CONTENT.MISSING");
    assertThat(codeOfSetAside(() -> store.size(content))).isEqualTo("CONTENT.MISSING");
    assertThat(codeOfSetAside(() -> store.path(content))).isEqualTo("CONTENT.MISSING");
  }

  @Test
  void anUploadMayBeAsLongAsItsLimitAndNotLonger() throws Exception {
    store.discard(store.receive(new ByteArrayInputStream(bytes(100_000)), "a", "b", 100_000));

    var refused =
        catchThrowableOfType(
            Refused.class,
            () -> store.receive(new ByteArrayInputStream(bytes(5_000_001)), "a", "b", 5_000_000));

    assertThat(refused.reason().code()).isEqualTo("E13.TOO_LARGE");
    assertThat(refused.reason().vi()).contains("4 MB");
    assertNothingInQuarantine();
  }

  @Test
  void anUploadThatBreaksOffIsRefusedAndLeavesNothing() throws Exception {
    var breaking =
        new FilterInputStream(new ByteArrayInputStream(bytes(300_000))) {
          private int reads;

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            if (++reads == 3) {
              throw new IOException("connection reset");
            }
            return super.read(bytes, offset, length);
          }
        };

    var refused =
        catchThrowableOfType(
            Refused.class, () -> store.receive(breaking, "a.pdf", "a/b", MEGABYTE));

    assertThat(refused.reason().code()).isEqualTo("E18.UPLOAD_BROKEN");
    assertNothingInQuarantine();
  }

  @Test
  void aSourceThatFailsLeavesNothing() throws Exception {
    assertThatThrownBy(
            () ->
                store.put(
                    out -> {
                      out.write(bytes(100_000));
                      throw new IOException("cannot read on");
                    }))
        .isInstanceOf(RetryLater.class);
    assertThatThrownBy(
            () ->
                store.put(
                    out -> {
                      out.write(bytes(100_000));
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertNothingInQuarantine();
    store.check(file -> assertThat(file).isNull());
  }

  @Test
  void anUploadWrittenInPiecesIsGoneUnlessItIsFinished() throws Exception {
    try (var upload = store.upload(MEGABYTE)) {
      upload.write(bytes(100_000));
    }
    assertNothingInQuarantine();

    Upload finished;
    try (var upload = store.upload(MEGABYTE)) {
      upload.write('a');
      upload.write(bytes(100_000));
      assertThat(upload.size()).isEqualTo(100_001);
      finished = upload.finish("a.pdf", "a/b");
    }
    assertThat(store.size(store.keep(finished))).isEqualTo(100_001);
  }

  @Test
  void whatAKilledNodeLeftInQuarantineIsClearedAfterADay() throws Exception {
    var upload = store.receive(stream("đang xem xét"), "a.pdf", "a/b", MEGABYTE);
    var old = Files.writeString(folder.resolve("quarantine/left-behind"), "x");
    Files.setLastModifiedTime(store.path(upload), FileTime.from(NOW));
    Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(25))));

    storeAt(NOW);

    assertThat(old).doesNotExist();
    assertThat(store.path(upload)).exists();
    assertThat(readAll(store.keep(upload))).isEqualTo("đang xem xét".getBytes(UTF_8));
  }

  @Test
  void onlyTheNodesAccountMayReadAndNobodyMayWrite() throws Exception {
    var content = store.put(bytes(10));
    var upload = store.receive(stream("x"), "a", "b", MEGABYTE);

    assertThat(permissions(store.path(content))).isEqualTo("r--------");
    assertThat(permissions(store.path(upload))).isEqualTo("r--------");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve(content.hex().substring(0, 2)))).isEqualTo("rwx------");
  }

  @Test
  void manyThreadsPuttingTheSameBytesAllSucceed() throws Exception {
    var threads = 8;
    var pool = Executors.newFixedThreadPool(threads);
    try {
      for (var round = 0; round < 20; round++) {
        var bytes = bytes(20_000 + round);
        var tasks = new ArrayList<Callable<ContentHash>>();
        for (var i = 0; i < threads; i++) {
          tasks.add(
              i % 2 == 0
                  ? () -> store.put(out -> out.write(bytes))
                  : () ->
                      store.keep(
                          store.receive(new ByteArrayInputStream(bytes), "a", "b", MEGABYTE)));
        }
        for (var done : pool.invokeAll(tasks)) {
          assertThat(done.get()).isEqualTo(sha256(bytes));
        }
        assertThat(readAll(sha256(bytes))).isEqualTo(bytes);
      }
    } finally {
      pool.shutdownNow();
    }
    assertNothingInQuarantine();
  }

  @Test
  void aCheckFindsExactlyWhatIsDamaged() throws Exception {
    var intact = new ArrayList<ContentHash>();
    for (var i = 0; i < 20; i++) {
      intact.add(store.put(bytes(1_000 + i)));
    }
    var flipped = store.put(bytes(5_000));
    overwrite(flipped, bytes(5_001));
    var emptied = store.put(bytes(6_000));
    overwrite(emptied, bytes(0));
    Files.writeString(store.path(intact.get(0)).resolveSibling("README"), "not content");

    var found = new ArrayList<ContentStore.Checked>();
    store.check(found::add);

    assertThat(found).filteredOn(ContentStore.Checked::intact).hasSize(20);
    assertThat(found)
        .filteredOn(ContentStore.Checked::intact)
        .extracting(ContentStore.Checked::content)
        .containsExactlyInAnyOrderElementsOf(intact);
    assertThat(found)
        .filteredOn(file -> !file.intact())
        .extracting(ContentStore.Checked::content)
        .containsExactlyInAnyOrder(flipped, emptied);
  }

  @Test
  void anIdThatIsAPathFindsNothing() {
    var upload = new Upload("../../etc/passwd", "a", "b", 1, sha256(bytes(1)));

    assertThatThrownBy(() -> store.path(upload)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.discard(upload)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.keep(upload)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFolderThatCannotBeUsedHaltsTheNode() throws Exception {
    var file = Files.writeString(temp.resolve("a-file"), "x");

    var halt =
        catchThrowableOfType(
            Halt.class, () -> new ContentStore(file.resolve("content"), Clock.systemUTC()));

    assertThat(halt.reason().code()).isEqualTo("CONTENT.FOLDER");
    assertThat(halt.reason().vi()).contains(file.toString());
  }

  @Test
  void aDiskThatDoesNotTakeItIsTriedAgain() throws Exception {
    var bytes = bytes(10);
    var shelf = folder.resolve(sha256(bytes).hex().substring(0, 2));
    Files.writeString(shelf, "a file where a folder belongs");
    var upload = store.receive(new ByteArrayInputStream(bytes), "a", "b", MEGABYTE);

    var failures =
        List.of(
            catchThrowableOfType(RetryLater.class, () -> store.put(bytes)),
            catchThrowableOfType(RetryLater.class, () -> store.keep(upload)));
    Files.delete(shelf);

    assertThat(failures).extracting(failure -> failure.reason().code()).containsOnly("CONTENT.IO");
    assertThat(readAll(store.keep(upload))).isEqualTo(bytes);
    assertNothingInQuarantine();
  }

  private static void inOddPieces(byte[] bytes, OutputStream out) throws IOException {
    var at = 0;
    for (var piece = 0; at < bytes.length; piece = piece * 7 + 1) {
      if (piece == 1) {
        out.write(bytes[at++]);
      } else {
        var n = Math.min(piece, bytes.length - at);
        out.write(bytes, at, n);
        at += n;
      }
    }
  }

  private byte[] readAll(ContentHash content) throws IOException {
    try (var in = store.open(content)) {
      return in.readAllBytes();
    }
  }

  private long readByteByByte(ContentHash content) throws IOException {
    var n = 0L;
    try (InputStream in = store.open(content)) {
      while (in.read() >= 0) {
        n++;
      }
    }
    return n;
  }

  private void overwrite(ContentHash content, byte[] bytes) throws IOException {
    var file = store.path(content);
    Files.delete(file);
    Files.write(file, bytes);
  }

  private void assertNothingInQuarantine() throws IOException {
    try (var files = Files.list(folder.resolve("quarantine"))) {
      assertThat(files).isEmpty();
    }
  }

  private static String codeOfSetAside(Callable<?> action) {
    return catchThrowableOfType(SetAside.class, action::call).reason().code();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static byte[] bytes(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static ContentHash sha256(byte[] bytes) {
    try {
      return ContentHash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
