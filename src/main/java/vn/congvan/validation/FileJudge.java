package vn.congvan.validation;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.PathFinder;
import vn.congvan.trust.SignatureCheck;
import vn.congvan.trust.revocation.ProofsAtHand;
import vn.congvan.validation.changes.ChangesAfterSigning;
import vn.congvan.validation.changes.ForbiddenChange;
import vn.congvan.validation.changes.Profile;
import vn.congvan.validation.cms.Certificates;
import vn.congvan.validation.pdf.Limits;
import vn.congvan.validation.pdf.PdfBytes;
import vn.congvan.validation.pdf.PdfFile;
import vn.congvan.validation.pdf.PdfProblem;
import vn.congvan.validation.pdf.SignatureFinder;
import vn.congvan.validation.pdf.SignatureObject;
import vn.congvan.validation.pdf.Traces;
import vn.congvan.validation.policy.ValidationPolicy;
import vn.congvan.validation.time.ProofsOfFile;
import vn.congvan.validation.time.StatusServers;

/** Judges one file: structure, signatures, what came after them, expectations. */
final class FileJudge {
  /** Bytes of proofs; a verdict that rests on more is not worth its memory. */
  private static final long MOST_REMEMBERED = 1 << 16;

  private final PathFinder paths;
  private final CryptoProviders providers;
  private final Certificates certificates;
  private final ValidationPolicy policy;
  private final StatusServers servers;
  private final Limits limits;
  private final PdfBytes bytes;
  private final Instant at;
  private final Expectations expectations;
  private final RangeDigests digests;
  private final List<Finding> ofTheFile = new ArrayList<>();
  private final List<SignatureJudge> judges = new ArrayList<>();
  private RecentVerdicts.@Nullable Recheck recheck;

  FileJudge(
      PathFinder paths,
      CryptoProviders providers,
      Certificates certificates,
      ValidationPolicy policy,
      StatusServers servers,
      Limits limits,
      PdfBytes bytes,
      @Nullable HeldDigest held,
      Instant at,
      Expectations expectations) {
    this.paths = paths;
    this.providers = providers;
    this.certificates = certificates;
    this.policy = policy;
    this.servers = servers;
    this.limits = limits;
    this.bytes = bytes;
    this.at = at;
    this.expectations = expectations;
    this.digests = new RangeDigests(providers, held);
  }

  VerificationReport judge() throws IOException {
    var file = read();
    var signatures = file == null ? null : find(file);
    if (file == null || signatures == null) {
      return Reports.of(ofTheFile, List.of(), null, null, digests.read(bytes), policy.name());
    }
    if (signatures.isEmpty()) {
      var trace = Traces.find(bytes);
      ofTheFile.add(trace < 0 ? Findings.notSigned() : Findings.trace(trace));
      return Reports.of(ofTheFile, List.of(), null, null, digests.read(bytes), policy.name());
    }
    for (var signature : signatures) {
      judges.add(new SignatureJudge(providers, policy, signature, file.view(signature.revision())));
    }
    judges.forEach(judge -> judge.prepare(certificates, digests));
    var sha256 = digests.read(bytes);
    judges.forEach(judge -> judge.judge(digests));
    try {
      inTime(file);
      return report(file, signatures, sha256);
    } catch (PdfProblem e) {
      // A form that earlier revisions had and later ones have mended.
      return Reports.of(
          List.of(Findings.notStrict(e)), List.of(), null, null, sha256, policy.name());
    }
  }

  /** What judges again, another day, what may change; empty when nobody should remember it. */
  Optional<RecentVerdicts.Recheck> recheck() {
    return Optional.ofNullable(recheck);
  }

  private void inTime(PdfFile file) {
    var store = SecurityStore.read(file, certificates);
    var members = new ArrayList<TrustInTime.Member>();
    var owners = new ArrayList<SignatureJudge>();
    for (var judge : judges) {
      judge
          .member(certificates, store.certificates())
          .ifPresent(
              member -> {
                members.add(member);
                owners.add(judge);
              });
    }
    var trust = new TrustInTime(paths, policy, servers, members, proofs(store));
    var judged = trust.judge(at);
    for (var i = 0; i < owners.size(); i++) {
      owners.get(i).add(judged.get(i));
    }
    var proofBytes = store.size() + judges.stream().mapToLong(SignatureJudge::proofBytes).sum();
    if (proofBytes <= MOST_REMEMBERED) {
      recheck = time -> trust.judge(time).equals(judged);
    }
  }

  /** Those of the file, and those inside its signatures, which came with these. */
  private ProofsOfFile proofs(SecurityStore store) {
    var check = new SignatureCheck(providers);
    var parts = new ArrayList<ProofsOfFile.Part>();
    store
        .proofs()
        .forEach(
            (revision, proofs) ->
                parts.add(
                    new ProofsOfFile.Part(
                        revision, new ProofsAtHand(proofs.ocsps(), proofs.crls(), check))));
    for (var judge : judges) {
      judge.proofs(check).ifPresent(parts::add);
    }
    return new ProofsOfFile(parts);
  }

  private @Nullable PdfFile read() throws IOException {
    try {
      return PdfFile.read(bytes, limits);
    } catch (PdfProblem e) {
      ofTheFile.add(Findings.noStructure(e, Traces.find(bytes) >= 0));
      return null;
    }
  }

  private @Nullable List<SignatureObject> find(PdfFile file) {
    try {
      return SignatureFinder.find(file, object -> {});
    } catch (PdfProblem e) {
      var inOriginal = e.offset() < file.revisions().get(0).end();
      ofTheFile.add(inOriginal ? Findings.notStrict(e) : Findings.changed(e));
      return null;
    }
  }

  private VerificationReport report(
      PdfFile file, List<SignatureObject> signatures, ContentHash sha256) {
    var laid = new LaidFields(file.view(signatures.get(0).revision()));
    changes(file, signatures, laid);
    var reports = new ArrayList<SignatureReport>();
    var documentSignatures = new ArrayList<ExpectationRules.Signature>();
    for (var judge : judges) {
      var report = judge.report(role(judge.object(), laid));
      reports.add(report);
      if (!judge.object().isDocumentTimeStamp()) {
        documentSignatures.add(
            new ExpectationRules.Signature(
                report.role(), judge.object().revision(), report.signer()));
      }
    }
    ofTheFile.addAll(ExpectationRules.check(expectations, file, documentSignatures));
    if (documentSignatures.isEmpty()) {
      ofTheFile.add(Findings.notSigned());
    }
    var all = new ArrayList<Finding>();
    judges.forEach(judge -> all.addAll(judge.againstFile()));
    all.addAll(ofTheFile);
    var last = new LaidFields(file.lastView());
    return Reports.of(
        all,
        reports,
        last.held(LaidFields.NUMBER),
        last.held(LaidFields.DATE),
        sha256,
        policy.name());
  }

  /** A change after signing is against every signature made before it. */
  private void changes(PdfFile file, List<SignatureObject> signatures, LaidFields laid) {
    if (signatures.stream().anyMatch(s -> s.problem() != null)) {
      return;
    }
    var closed =
        expectations.kind() != Expectations.Kind.ANY
            || laid.hasSignatureField(LaidFields.SEAL)
            || laid.hasSignatureField(LaidFields.COPY);
    try {
      ChangesAfterSigning.check(file, signatures, closed ? Profile.CLOSED : Profile.FOREIGN);
    } catch (ForbiddenChange e) {
      against(Findings.changed(e), e.offset());
    } catch (PdfProblem e) {
      against(Findings.changed(e), e.offset());
    }
  }

  private void against(Finding finding, long offset) {
    var found = false;
    for (var judge : judges) {
      var range = judge.object().range();
      if (range != null && range.end() <= offset) {
        judge.findings().add(0, finding);
        found = true;
      }
    }
    if (!found) {
      ofTheFile.add(0, finding);
    }
  }

  private static Role role(SignatureObject signature, LaidFields laid) {
    if (signature.isDocumentTimeStamp()) {
      return Role.OTHER;
    }
    return switch (signature.field()) {
      case LaidFields.LEADER -> Role.LEADER;
      case LaidFields.SEAL ->
          laid.hasSignatureField(LaidFields.LEADER) ? Role.SEAL : Role.ATTACHMENT_SEAL;
      case LaidFields.COPY -> Role.COPY_SEAL;
      case LaidFields.LEADER_SECOND -> Role.LEADER_SECOND;
      case LaidFields.SEAL_SECOND -> Role.SEAL_SECOND;
      default -> Role.OTHER;
    };
  }
}
