package vn.congvan.app.verdict;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;
import vn.congvan.validation.VerificationReport;

/** Judges files side by side and hands on their verdicts in the order of the files. */
public final class Judging {
  /** So many verdicts a thread may wait for an earlier one; more would only cost memory. */
  private static final int AHEAD = 16;

  private final PdfVerifier verifier;
  private final Instant at;
  private final int threads;

  public Judging(PdfVerifier verifier, Instant at, int threads) {
    this.verifier = verifier;
    this.at = at;
    this.threads = threads;
  }

  /**
   * Ends when every file is judged, or with what {@code each} throws.
   *
   * @param each called by the caller's thread alone
   */
  public void run(List<Path> files, BiConsumer<Path, VerificationReport> each) {
    if (files.size() == 1) {
      each.accept(files.get(0), judge(files.get(0)));
      return;
    }
    var pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, files.size())));
    try {
      var underWay = new ArrayDeque<CompletableFuture<VerificationReport>>();
      var next = 0;
      for (var file : files) {
        while (next < files.size() && underWay.size() < AHEAD * threads) {
          var following = files.get(next++);
          underWay.add(CompletableFuture.supplyAsync(() -> judge(following), pool));
        }
        each.accept(file, underWay.remove().join());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private VerificationReport judge(Path file) {
    return verifier.verify(file, at, Expectations.none());
  }
}
