package vn.congvan.validation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.Demands;
import vn.congvan.trust.PathFinder;
import vn.congvan.validation.cms.CmsSignature;
import vn.congvan.validation.policy.ValidationPolicy;
import vn.congvan.validation.time.CertificateInTime;
import vn.congvan.validation.time.CertificateStatus;
import vn.congvan.validation.time.Existence;
import vn.congvan.validation.time.Outcome;
import vn.congvan.validation.time.ProofsOfFile;
import vn.congvan.validation.time.Question;
import vn.congvan.validation.time.StatusServers;

/**
 * Judges what may change about the signatures of one file while its bytes stay: certificates, their
 * status, what time-stamps prove (EN 319 102-1, section 5.6.3). Holds nothing of the file but
 * certificates and proofs, and may be asked again at another time.
 *
 * <p>Document time-stamps are judged newest first, because each may need those over it; then the
 * signatures, oldest first, because what they cover says when they cannot have been made yet.
 */
final class TrustInTime {
  /** What two clocks may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final ValidationPolicy policy;
  private final Demands ofSigners;
  private final Demands ofStampers;
  private final CertificateInTime certificates;
  private final List<Member> members;
  private final ProofsOfFile proofs;

  /** What something was signed with. */
  record Used(
      X509Certificate signer,
      List<X509Certificate> others,
      String keyKind,
      int keyBits,
      String digest,
      boolean pkcs1,
      boolean sha1,
      @Nullable Instant stampedAt,
      @Nullable Signer stamper) {
    static Used of(CmsSignature cms, List<X509Certificate> more, CryptoProviders providers) {
      var others = new ArrayList<>(cms.certificates());
      others.addAll(more);
      return new Used(
          cms.signer(),
          List.copyOf(others),
          cms.keyKind(),
          cms.keyBits(),
          cms.digestAlgorithm(),
          cms.isPkcs1(),
          cms.usesSha1(),
          cms.stampedAt().orElse(null),
          cms.stampedAt().map(time -> Signers.of(cms.signer(), providers)).orElse(null));
    }
  }

  /**
   * A time-stamp inside a signature.
   *
   * @param used null when it could not be read
   * @param bad what is wrong with it by itself; null when nothing is
   */
  record Token(@Nullable Used used, @Nullable Finding bad) {}

  /**
   * A signature or document time-stamp.
   *
   * @param sound whether it holds by itself, so that it may prove something
   */
  record Member(
      int revision,
      String field,
      boolean documentStamp,
      boolean pades,
      boolean sound,
      Used used,
      @Nullable Instant claimed,
      List<Token> tokens) {}

  /** What was found out about one of them. */
  record Judged(List<Finding> findings, List<Reason> notes, Standing standing) {}

  /** A time-stamp that holds, in this revision. */
  private record Held(int revision, Instant time) {}

  TrustInTime(
      PathFinder paths,
      ValidationPolicy policy,
      StatusServers servers,
      List<Member> members,
      ProofsOfFile proofs) {
    this.policy = policy;
    this.ofSigners = policy.trust().signers().demands();
    this.ofStampers = policy.trust().timeStampers().demands();
    this.certificates = new CertificateInTime(paths, servers, policy);
    this.members = List.copyOf(members);
    this.proofs = proofs;
  }

  /**
   * @return one for each member
   */
  List<Judged> judge(Instant at) {
    return new Judging(at).all();
  }

  /** At one moment. */
  private final class Judging {
    private final Instant at;
    private final Existence existence;
    private final List<@Nullable Judged> done =
        new ArrayList<>(Collections.nCopies(members.size(), null));
    private final List<StampOverDocument> overDocument = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    private record StampOverDocument(int revision, TimeStampReport report) {}

    Judging(Instant at) {
      this.at = at;
      this.existence = new Existence(at);
    }

    List<Judged> all() {
      for (var i = members.size() - 1; i >= 0; i--) {
        if (members.get(i).documentStamp) {
          done.set(i, documentStamp(members.get(i)));
        }
      }
      for (var i = 0; i < members.size(); i++) {
        if (!members.get(i).documentStamp) {
          done.set(i, signature(members.get(i)));
        }
      }
      return done.stream().map(Objects::requireNonNull).toList();
    }

    private Judged documentStamp(Member member) {
      var stamp = stamp(member.used, existence.ofSignature(member.revision));
      var time = member.used.stampedAt;
      if (member.sound && stamp.findings.isEmpty() && time != null) {
        existence.prove(member.revision, time);
        held.add(new Held(member.revision, time));
      }
      var report = stamp.report(member.field, member.sound);
      overDocument.add(0, new StampOverDocument(member.revision, report));
      return new Judged(
          stamp.findings,
          stamp.notes,
          new Standing(null, null, null, List.of(), stamp.outcome.statuses()));
    }

    /**
     * @param best since when the time-stamp is known to exist
     */
    private Stamp stamp(Used used, Instant best) {
      var findings = new ArrayList<Finding>();
      var notes = new ArrayList<Reason>();
      var words = new TrustFindings(policy, TrustFindings.Holder.TIME_STAMPER);
      CertificateFindings.usage(used.signer, true).ifPresent(findings::add);
      var time = used.stampedAt == null ? at : used.stampedAt;
      var outcome =
          certificates.judge(
              new Question(used.signer, used.others, at, best, time, used(time, best), ofStampers),
              proofs,
              existence);
      words.add(outcome.doubts(), findings, notes);
      if (outcome.doubts().stream().noneMatch(TrustFindings::isOfPath)) {
        CertificateFindings.claimedTime(time, used.signer).ifPresent(findings::add);
      }
      algorithms(used, best, findings);
      if (time.isAfter(best.plus(SKEW)) && best.isBefore(at)) {
        findings.add(TrustFindings.order());
      }
      return new Stamp(used, List.copyOf(findings), List.copyOf(notes), outcome);
    }

    /**
     * Which time proofs about a time-stamper must speak of: its own word will do when a later
     * time-stamp covers it, or the policy asks for no more.
     */
    private Instant used(Instant time, Instant best) {
      return best.isBefore(at)
              || policy.revocation().freshness() == ValidationPolicy.Freshness.CURRENT
          ? time
          : at;
    }

    private Judged signature(Member member) {
      var findings = new ArrayList<Finding>();
      var notes = new ArrayList<Reason>();
      var stamps = new ArrayList<TimeStampReport>();
      var covered = existence.ofSignature(member.revision);
      var best = covered;
      var by = covered.isBefore(at) ? Standing.ProvedBy.DOCUMENT_TIME_STAMP : null;
      var stampsInFile = true;
      var lastRevision = -1;
      var own = new ArrayList<Held>();
      for (var token : member.tokens) {
        var stamp = token.used == null || token.bad != null ? null : stamp(token.used, covered);
        var report = report(token, stamp);
        stamps.add(report);
        if (!report.holds() || stamp == null) {
          if (report.subIndication() == SubIndication.TIMESTAMP_ORDER_FAILURE) {
            findings.add(TrustFindings.order());
          }
          bad(report, findings, notes);
          continue;
        }
        stampsInFile &= stamp.outcome.inFile();
        lastRevision = Math.max(lastRevision, stamp.outcome.lastRevision());
        var time = stamp.used.stampedAt;
        if (time != null) {
          own.add(new Held(member.revision, time));
          if (time.isBefore(best)) {
            best = time;
            by = Standing.ProvedBy.SIGNATURE_TIME_STAMP;
          }
        }
      }
      for (var over : overDocument) {
        if (over.revision > member.revision) {
          stamps.add(over.report);
          if (!over.report.holds()) {
            bad(over.report, new ArrayList<>(), notes);
          }
        }
      }
      var after = after(member.revision);
      if (after.isAfter(best.plus(SKEW)) && by != null) {
        findings.add(TrustFindings.order());
      }
      held.addAll(own);
      CertificateFindings.usage(member.used.signer, false).ifPresent(findings::add);
      var outcome =
          certificates.judge(
              new Question(
                  member.used.signer, member.used.others, at, best, after, best, ofSigners),
              proofs,
              existence);
      new TrustFindings(policy, TrustFindings.Holder.SIGNER).add(outcome.doubts(), findings, notes);
      claimed(member, outcome, best, by != null, findings, notes);
      algorithms(member.used, best, findings);
      weak(member.used, findings, notes);
      if (by == null && policy.time().unproven() == ValidationPolicy.Missing.INDETERMINATE) {
        findings.add(TrustFindings.unproven());
      }
      lastRevision = Math.max(lastRevision, outcome.lastRevision());
      var level =
          Level.of(
              member.pades,
              by != null,
              outcome.inFile() && stampsInFile,
              existence.isProvenOfContent(lastRevision));
      return new Judged(
          List.copyOf(findings),
          List.copyOf(notes),
          new Standing(level, by == null ? null : best, by, stamps, outcome.statuses()));
    }

    /** The latest time-stamp that lies under the signature: it was made after that. */
    private Instant after(int revision) {
      return held.stream()
          .filter(one -> one.revision < revision)
          .map(Held::time)
          .max(Instant::compareTo)
          .orElse(Instant.MIN);
    }

    private TimeStampReport report(Token token, @Nullable Stamp stamp) {
      if (token.bad != null) {
        return Stamp.bad(token);
      }
      return Objects.requireNonNull(stamp).report(null, true);
    }

    /** A time-stamp that proves nothing: the signature is judged as if it were not there. */
    private void bad(TimeStampReport report, List<Finding> findings, List<Reason> notes) {
      var finding = TrustFindings.badStamp(report);
      if (policy.time().badStamps() == ValidationPolicy.Tolerance.REFUSE) {
        findings.add(finding);
      } else {
        notes.add(finding.reason());
      }
    }

    private void claimed(
        Member member,
        Outcome outcome,
        Instant best,
        boolean proven,
        List<Finding> findings,
        List<Reason> notes) {
      if (outcome.doubts().stream().anyMatch(TrustFindings::isOfPath)) {
        return;
      }
      var problem = CertificateFindings.claimedTime(member.claimed, member.used.signer);
      if (problem.isPresent() && (!proven || member.claimed == null)) {
        findings.add(problem.get());
      } else if (problem.isPresent()
          || proven && member.claimed != null && member.claimed.isAfter(best.plus(SKEW))) {
        notes.add(TrustFindings.claimedWrong());
      }
    }

    private void algorithms(Used used, Instant best, List<Finding> findings) {
      var rules = policy.algorithms();
      // Whether SHA-1 is taken at all was decided when the signature was read.
      var against =
          used.sha1
              ? rules.against(used.keyKind, used.keyBits, best)
              : rules.against(used.keyKind, used.keyBits, used.digest, best);
      against.map(TrustFindings::algorithm).ifPresent(findings::add);
    }

    private void weak(Used used, List<Finding> findings, List<Reason> notes) {
      if (used.pkcs1) {
        if (policy.algorithms().pkcs1() == ValidationPolicy.Tolerance.REFUSE) {
          findings.add(TrustFindings.pkcs1());
        } else {
          notes.add(Findings.pkcs1());
        }
      }
      if (used.sha1) {
        notes.add(TrustFindings.sha1());
      }
    }
  }

  /** A time-stamp judged. */
  private record Stamp(Used used, List<Finding> findings, List<Reason> notes, Outcome outcome) {
    TimeStampReport report(@Nullable String field, boolean sound) {
      var all = new ArrayList<>(findings);
      if (!sound) {
        all.add(0, TrustFindings.unsoundStamp());
      }
      return of(field, used, all, notes, outcome.statuses());
    }

    static TimeStampReport bad(Token token) {
      var finding = Objects.requireNonNull(token.bad);
      return of(null, token.used, List.of(finding), List.of(), List.of());
    }

    private static TimeStampReport of(
        @Nullable String field,
        @Nullable Used used,
        List<Finding> findings,
        List<Reason> notes,
        List<CertificateStatus> statuses) {
      var first = Optional.ofNullable(Verdict.first(findings));
      return new TimeStampReport(
          field,
          used == null ? null : used.stampedAt,
          first.map(Finding::indication).orElse(Indication.TOTAL_PASSED),
          first.map(Finding::subIndication).orElse(null),
          used == null ? null : used.stamper,
          Verdict.ordered(findings).stream().map(Finding::reason).toList(),
          notes,
          statuses);
    }
  }
}
