package vn.congvan.validation;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.BoundedCache;

/**
 * Verdicts on files that passed. A letter to a hundred agencies of one installation is the same
 * file a hundred times, and what its bytes say does not change; what may change, the certificates,
 * their status and who is expected, is looked at again each time. A file that did not pass is
 * judged anew.
 */
final class RecentVerdicts {
  private static final int REMEMBERED = 1024;

  private final BoundedCache<Key, Passed> passed = new BoundedCache<>(REMEMBERED);

  /** What is being judged at this moment; done, whatever the verdict, when it is no longer. */
  private final ConcurrentHashMap<Key, CompletableFuture<Boolean>> underWay =
      new ConcurrentHashMap<>();

  private record Key(ContentHash file, Expectations.Kind kind, @Nullable AgencyCode sealOf) {}

  private record Passed(VerificationReport report, Recheck recheck) {}

  /** Judges again what may change about a file that passed. */
  @FunctionalInterface
  interface Recheck {
    /** Whether nothing has changed. */
    boolean holds(Instant at);
  }

  /** Judges a file. */
  @FunctionalInterface
  interface Judging {
    VerificationReport judge() throws IOException;
  }

  /**
   * The verdict on these bytes: the one known, the one being reached by another thread, or a new
   * one. The receivers of a letter get it in the same moment.
   *
   * @param judging calls {@link #remember}
   */
  VerificationReport of(ContentHash file, Instant at, Expectations expectations, Judging judging)
      throws IOException {
    var known = find(file, at, expectations);
    if (known.isPresent()) {
      return known.get();
    }
    var mine = new CompletableFuture<Boolean>();
    var others = underWay.putIfAbsent(key(file, expectations), mine);
    if (others != null) {
      others.join();
      known = find(file, at, expectations);
      return known.isPresent() ? known.get() : judging.judge();
    }
    try {
      return judging.judge();
    } finally {
      underWay.remove(key(file, expectations), mine);
      mine.complete(true);
    }
  }

  /** The verdict on these bytes, if it was that they pass and it still is. */
  Optional<VerificationReport> find(ContentHash file, Instant at, Expectations expectations) {
    var known = passed.get(key(file, expectations));
    return known != null && holds(known, at, expectations)
        ? Optional.of(known.report)
        : Optional.empty();
  }

  void remember(VerificationReport report, Recheck recheck, Expectations expectations) {
    if (report.valid()) {
      passed.put(key(report.sha256(), expectations), new Passed(report, recheck));
    }
  }

  private boolean holds(Passed known, Instant at, Expectations expectations) {
    var leaders = expectations.leaderCertificates();
    if (!leaders.isEmpty()
        && known
            .report
            .signature(Role.LEADER)
            .map(SignatureReport::signer)
            .filter(signer -> leaders.contains(signer.fingerprint()))
            .isEmpty()) {
      return false;
    }
    return known.recheck.holds(at);
  }

  private static Key key(ContentHash file, Expectations expectations) {
    return new Key(file, expectations.kind(), expectations.sealOf());
  }
}
