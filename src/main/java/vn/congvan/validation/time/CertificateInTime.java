package vn.congvan.validation.time;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.PathFinder;
import vn.congvan.validation.policy.ValidationPolicy;

/**
 * Whether a certificate could be relied on when it was used: valid and not revoked now, or at a
 * time at which what it signed is proved to have existed. Walks down from the anchor and lowers the
 * control time (EN 319 102-1, section 5.6.2.4) at each authority that was revoked: what existed
 * before is as good as ever, proofs that it signed included. That a proof is no longer the newest
 * lowers nothing: the time-stamp over a proof is always younger than the proof.
 */
public final class CertificateInTime {
  /** What two clocks may differ. */
  static final Duration SKEW = Duration.ofMinutes(1);

  private final PathFinder paths;
  private final StatusServers servers;
  private final ValidationPolicy.StatusRules rules;

  public CertificateInTime(PathFinder paths, StatusServers servers, ValidationPolicy policy) {
    this.paths = paths;
    this.servers = servers;
    this.rules = policy.revocation();
  }

  public Outcome judge(Question question, ProofsOfFile proofs, Existence existence) {
    if (question.isProven()
        && question.best().plus(SKEW).isBefore(notBefore(question.certificate()))) {
      return doubtful(
          new Doubt.OutOfTime(
              Doubt.Lateness.TOO_EARLY,
              false,
              "it existed at %s, before its certificate".formatted(question.best())));
    }
    try {
      return new Walk(question, proofs, existence).down(path(question));
    } catch (PathDoesNotHold e) {
      return switch (e.why()) {
        case EXPIRED, NOT_YET_VALID -> doubtful(outOfTime(question, proofs, existence, e));
        default -> doubtful(new Doubt.NoPath(e.why(), String.valueOf(e.getMessage())));
      };
    }
  }

  /** Now, else when what was signed is proved to have existed. */
  private List<X509Certificate> path(Question question) throws PathDoesNotHold {
    try {
      return path(question, question.at());
    } catch (PathDoesNotHold now) {
      if (question.isProven() && isOfTime(now)) {
        return path(question, question.best());
      }
      throw now;
    }
  }

  private List<X509Certificate> path(Question question, Instant when) throws PathDoesNotHold {
    return paths
        .path(question.certificate(), question.others(), when, question.demands())
        .certificates();
  }

  private static boolean isOfTime(PathDoesNotHold problem) {
    return problem.why() == PathDoesNotHold.Cause.EXPIRED
        || problem.why() == PathDoesNotHold.Cause.NOT_YET_VALID;
  }

  private Doubt outOfTime(
      Question question, ProofsOfFile proofs, Existence existence, PathDoesNotHold why) {
    var ended = question.certificate().getNotAfter().toInstant();
    if (why.why() == PathDoesNotHold.Cause.NOT_YET_VALID) {
      return new Doubt.NoPath(why.why(), String.valueOf(why.getMessage()));
    }
    var late =
        question.after().isAfter(ended.plus(SKEW))
            ? Doubt.Lateness.TOO_LATE
            : Doubt.Lateness.UNPROVEN;
    return new Doubt.OutOfTime(
        late, wasGood(question, proofs, existence, ended), String.valueOf(why.getMessage()));
  }

  /**
   * Whether the file says of every certificate that it was not revoked until the signer's ended.
   */
  private boolean wasGood(
      Question question, ProofsOfFile proofs, Existence existence, Instant ended) {
    try {
      var path = path(question, ended);
      var then =
          new Question(
              question.certificate(),
              question.others(),
              question.at(),
              ended,
              question.after(),
              ended,
              question.demands());
      var outcome = new Walk(then, proofs, existence).inFileAlone().down(path);
      return outcome.inFile() && outcome.doubts().isEmpty();
    } catch (PathDoesNotHold e) {
      return false;
    }
  }

  private static Outcome doubtful(Doubt doubt) {
    return new Outcome(List.of(doubt), List.of(), false, -1);
  }

  private static Instant notBefore(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant();
  }

  /** Down one path. */
  private final class Walk {
    private final Question question;
    private final ProofsOfFile proofs;
    private final Existence existence;
    private final List<Doubt> doubts = new ArrayList<>();
    private final List<CertificateStatus> statuses = new ArrayList<>();
    private boolean mayAsk = true;
    private boolean inFile = true;
    private int lastRevision = -1;
    private Instant control;

    Walk(Question question, ProofsOfFile proofs, Existence existence) {
      this.question = question;
      this.proofs = proofs;
      this.existence = existence;
      this.control = question.at();
    }

    Walk inFileAlone() {
      mayAsk = false;
      return this;
    }

    Outcome down(List<X509Certificate> path) {
      for (var i = path.size() - 2; i >= 0; i--) {
        step(path.get(i), path.get(i + 1), i > 0);
      }
      return new Outcome(doubts, statuses, inFile && !proofs.isEmpty(), lastRevision);
    }

    private void step(X509Certificate subject, X509Certificate issuer, boolean authority) {
      var known = new Known(subject, issuer);
      known.fromFile();
      inFile &= known.coverBest();
      if (mayAsk && !known.settles()) {
        known.fromServers();
      }
      var newest = known.newest();
      if (newest == null) {
        statuses.add(0, CertificateStatus.unknown(subject));
        doubts.add(known.unknown(authority, false));
        return;
      }
      statuses.add(0, CertificateStatus.of(subject, newest));
      var revoked = newest.proof().revokedAt();
      if (revoked.isPresent()) {
        if (revoked.get().isBefore(control)) {
          control = revoked.get();
        }
        if (!question.best().isBefore(revoked.get())) {
          doubts.add(
              new Doubt.Revoked(
                  subject,
                  revoked.get(),
                  authority,
                  !authority && question.after().isAfter(revoked.get().plus(SKEW))));
        }
        return;
      }
      if (isUntimely(newest)) {
        doubts.add(known.unknown(authority, true));
      }
    }

    /** Whether it says nothing of the time in question. */
    private boolean isUntimely(DatedProof newest) {
      var until = newest.proof().usableUntil().plus(SKEW);
      var stillLatest = !until.isBefore(question.at());
      return rules.freshness() == ValidationPolicy.Freshness.AFTER && !stillLatest
          ? newest.proof().thisUpdate().isBefore(question.used())
          : until.isBefore(question.used());
    }

    /** What is known of one certificate. */
    private final class Known {
      private final X509Certificate subject;
      private final X509Certificate issuer;
      private final List<DatedProof> usable = new ArrayList<>();
      private String trouble = "";
      private boolean outlived;

      Known(X509Certificate subject, X509Certificate issuer) {
        this.subject = subject;
        this.issuer = issuer;
      }

      void fromFile() {
        for (var found : proofs.about(subject, issuer)) {
          if (take(
              new DatedProof(
                  found.proof(),
                  existence.ofContent(found.revision()),
                  CertificateStatus.Source.FILE))) {
            lastRevision = Math.max(lastRevision, found.revision());
          }
        }
      }

      void fromServers() {
        if (subject.getNotAfter().toInstant().isBefore(question.at())) {
          trouble = "it has expired, so that nobody can be asked any more";
          return;
        }
        var answer = servers.about(subject, issuer);
        trouble = answer.trouble();
        answer
            .proof()
            .ifPresent(
                proof ->
                    take(new DatedProof(proof, question.at(), CertificateStatus.Source.SERVER)));
      }

      private boolean take(DatedProof known) {
        var proof = known.proof();
        if (!proof.revokedAt().isPresent() && !proof.remembers(subject)) {
          return false;
        }
        if (known.existsSince().isAfter(issuer.getNotAfter().toInstant())
            || known.existsSince().isAfter(responderEnds(known))) {
          outlived = true;
          return false;
        }
        return !known.existsSince().isAfter(control) && usable.add(known);
      }

      private Instant responderEnds(DatedProof known) {
        return rules.expiredResponders() == ValidationPolicy.Tolerance.NOTE
                || known.proof().responder().isEmpty()
            ? Instant.MAX
            : known.proof().responder().get(0).getNotAfter().toInstant();
      }

      /** Nothing newer could change anything. */
      boolean settles() {
        var newest = newest();
        return newest != null
            && (newest.proof().revokedAt().isPresent()
                || question.isProven() && !newest.proof().thisUpdate().isBefore(question.used()));
      }

      /** Whether the newest speaks of the time in question. */
      boolean coverBest() {
        var newest = newest();
        return newest != null && !newest.proof().usableUntil().plus(SKEW).isBefore(question.used());
      }

      @Nullable DatedProof newest() {
        return usable.stream()
            .max(Comparator.comparing(one -> one.proof().thisUpdate()))
            .orElse(null);
      }

      Doubt.Unknown unknown(boolean authority, boolean untimely) {
        return new Doubt.Unknown(
            subject, authority, untimely, usable.isEmpty() && outlived, trouble);
      }
    }
  }
}
