package vn.congvan.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.validation.cms.Certificates;
import vn.congvan.validation.cms.CmsProblem;
import vn.congvan.validation.cms.CmsSignature;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;
import vn.congvan.validation.pdf.SignatureObject;
import vn.congvan.validation.pdf.SignedRange;
import vn.congvan.validation.pdf.TextString;

/** Judges one signature by itself: its CMS, its digest, its arithmetic, its certificate. */
final class SignatureJudge {
  private final CertificatePaths paths;
  private final CryptoProviders providers;
  private final SignatureObject object;
  private final @Nullable Instant claimedTime;
  private final List<Finding> findings = new ArrayList<>();
  private @Nullable CmsSignature cms;
  private @Nullable SignatureMaterial material;
  private int digest = -1;

  SignatureJudge(
      CertificatePaths paths, CryptoProviders providers, SignatureObject object, PdfView signed) {
    this.paths = paths;
    this.providers = providers;
    this.object = object;
    this.claimedTime =
        signed.resolve(object.dict().get("M")) instanceof PdfValue.Text text
            ? PdfDate.parse(TextString.decode(text.bytes())).orElse(null)
            : null;
  }

  SignatureObject object() {
    return object;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Before the file is digested: says which digest is needed. */
  void prepare(Certificates certificates, RangeDigests digests) {
    var range = object.range();
    var problem = object.problem();
    if (problem != null || range == null) {
      if (problem != null) {
        findings.add(Findings.broken(problem));
      }
      return;
    }
    try {
      cms = read(range, certificates);
      if (cms != null) {
        digest = digests.add(range, cms.digestAlgorithm());
      }
    } catch (CmsProblem e) {
      findings.add(Findings.cms(e));
    }
  }

  private @Nullable CmsSignature read(SignedRange range, Certificates certificates)
      throws CmsProblem {
    var kind = object.dict().get("SubFilter") instanceof PdfValue.Name n ? n.value() : "";
    switch (kind) {
      case "ETSI.CAdES.detached", "adbe.pkcs7.detached" -> {
        return CmsSignature.detached(range.contents(), certificates, providers);
      }
      case "ETSI.RFC3161" -> {
        return CmsSignature.timeStamp(range.contents(), certificates, providers);
      }
      default -> {
        findings.add(Findings.unknownKind());
        return null;
      }
    }
  }

  /** After the file is digested. */
  void judge(RangeDigests digests, Instant at) {
    var range = object.range();
    if (cms == null || range == null) {
      return;
    }
    var found = digests.result(digest);
    var over = cms.isOver(found);
    if (!over) {
      findings.add(Findings.digestDiffers());
    }
    var holds = cms.holds(providers);
    if (!holds) {
      findings.add(Findings.doesNotHold());
    }
    material = SignatureMaterial.of(cms, range, found, over && holds, providers);
    cms.certificateDoubt().map(Findings::cms).ifPresent(findings::add);
    baseline(cms);
    certificate(cms, at);
  }

  /** EN 319 142-1 §6.3. */
  private void baseline(CmsSignature signature) {
    if (object.dict().is("SubFilter", "ETSI.CAdES.detached")) {
      if (signature.hasSigningTime()) {
        findings.add(CertificateFindings.notBaseline("it has a signing-time attribute"));
      }
      if (object.dict().get("Cert") != null) {
        findings.add(CertificateFindings.notBaseline("it has /Cert"));
      }
    }
  }

  private void certificate(CmsSignature signature, Instant at) {
    var certificate = signature.signer();
    var stamp = signature.stampedAt().isPresent();
    CertificateFindings.usage(certificate, stamp).ifPresent(findings::add);
    try {
      paths.check(certificate, signature.certificates(), at);
      var claimed = signature.stampedAt().orElse(claimedTime);
      CertificateFindings.claimedTime(claimed, certificate).ifPresent(findings::add);
    } catch (PathDoesNotHold e) {
      findings.add(CertificateFindings.path(e));
    }
  }

  /** Empty when its CMS could not be read. */
  Optional<RecentVerdicts.Signed> signed() {
    return cms == null
        ? Optional.empty()
        : Optional.of(
            new RecentVerdicts.Signed(
                cms.signer(),
                List.copyOf(cms.certificates()),
                cms.stampedAt().orElse(claimedTime)));
  }

  SignatureReport report(Role role) {
    var worst = Verdict.first(findings);
    return new SignatureReport(
        object.field(),
        role,
        worst == null ? Indication.TOTAL_PASSED : worst.indication(),
        worst == null ? null : worst.subIndication(),
        cms == null ? claimedTime : cms.stampedAt().orElse(claimedTime),
        cms == null ? null : Signers.of(cms.signer(), providers),
        object.range() == null ? 0 : object.range().end(),
        Verdict.ordered(findings).stream().map(Finding::reason).toList(),
        cms != null && cms.isPkcs1() ? List.of(Findings.pkcs1()) : List.of(),
        material);
  }

  @Nullable CmsSignature cms() {
    return cms;
  }
}
