package vn.congvan.validation;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.BoundedCache;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.PathDoesNotHold;

/**
 * Verdicts on files that passed. A letter to a hundred agencies of one installation is the same
 * file a hundred times, and what its bytes say does not change; what may change, the certificates
 * and who is expected, is looked at again each time. A file that did not pass is judged anew.
 */
final class RecentVerdicts {
  private static final int REMEMBERED = 1024;

  private final BoundedCache<Key, Passed> passed = new BoundedCache<>(REMEMBERED);

  /** What is being judged at this moment; done, whatever the verdict, when it is no longer. */
  private final ConcurrentHashMap<Key, CompletableFuture<Boolean>> underWay =
      new ConcurrentHashMap<>();

  private final CertificatePaths paths;

  private record Key(ContentHash file, Expectations.Kind kind, @Nullable AgencyCode sealOf) {}

  private record Passed(VerificationReport report, List<Signed> signatures) {}

  /**
   * What of a signature is judged again.
   *
   * @param others certificates that came with it
   * @param at when it says it was made
   */
  record Signed(X509Certificate certificate, List<X509Certificate> others, @Nullable Instant at) {}

  RecentVerdicts(CertificatePaths paths) {
    this.paths = paths;
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

  void remember(VerificationReport report, List<Signed> signatures, Expectations expectations) {
    if (report.valid()) {
      passed.put(key(report.sha256(), expectations), new Passed(report, List.copyOf(signatures)));
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
    try {
      for (var signature : known.signatures) {
        paths.check(signature.certificate, signature.others, at);
        if (CertificateFindings.claimedTime(signature.at, signature.certificate).isPresent()) {
          return false;
        }
      }
      return true;
    } catch (PathDoesNotHold e) {
      return false;
    }
  }

  private static Key key(ContentHash file, Expectations expectations) {
    return new Key(file, expectations.kind(), expectations.sealOf());
  }
}
