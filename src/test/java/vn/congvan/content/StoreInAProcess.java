package vn.congvan.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import vn.congvan.document.ContentHash;
import vn.congvan.document.RetryLater;

/**
 * Puts and keeps contents, and writes a line to a file at the moment each call has returned: what a
 * trace of the process must show to be durable by then. A call that is to be tried again is noted
 * with its code and tried again.
 */
final class StoreInAProcess {
  private static final int THREADS = 4;

  private final ContentStore store;
  private final FileChannel notes;

  private StoreInAProcess(ContentStore store, FileChannel notes) {
    this.store = store;
    this.notes = notes;
  }

  /** Arguments: the store's folder, the file for the notes, how many contents. */
  public static void main(String[] arguments) throws Exception {
    try (var notes =
        FileChannel.open(
            Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      var store = new ContentStore(Path.of(arguments[0]), Clock.systemUTC());
      new StoreInAProcess(store, notes).work(Integer.parseInt(arguments[2]));
    }
  }

  private void work(int contents) throws Exception {
    var pool = Executors.newFixedThreadPool(THREADS);
    try {
      for (var i = 0; i < contents; i++) {
        var bytes = new byte[1_000 + i];
        new Random(i).nextBytes(bytes);
        Callable<ContentHash> put = () -> store.put(out -> out.write(bytes));
        // The same bytes again while they are being put, and again when they are here.
        var twin = pool.submit(() -> insist(put));
        var other = pool.submit(() -> insist(keep(bytes)));
        twin.get();
        other.get();
        insist(keep(bytes));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Callable<ContentHash> keep(byte[] bytes) {
    var upload = store.receive(new ByteArrayInputStream(bytes), "a.pdf", "a/b", 1 << 20);
    return () -> store.keep(upload);
  }

  private Void insist(Callable<ContentHash> action) throws Exception {
    while (true) {
      try {
        note("returned " + action.call());
        return null;
      } catch (RetryLater e) {
        note("failed " + e.reason().code());
      }
    }
  }

  private void note(String line) throws IOException {
    notes.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }
}
