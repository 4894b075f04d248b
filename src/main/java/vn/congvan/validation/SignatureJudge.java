package vn.congvan.validation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Reason;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.SignatureCheck;
import vn.congvan.trust.revocation.ProofsAtHand;
import vn.congvan.validation.cms.Certificates;
import vn.congvan.validation.cms.CmsProblem;
import vn.congvan.validation.cms.CmsSignature;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;
import vn.congvan.validation.pdf.SignatureObject;
import vn.congvan.validation.pdf.SignedRange;
import vn.congvan.validation.pdf.TextString;
import vn.congvan.validation.policy.ValidationPolicy;
import vn.congvan.validation.time.ProofsOfFile;

/** Judges one signature by itself: its CMS, its digest, its arithmetic, its certificate. */
final class SignatureJudge {
  /**
   * Against its time-stamps alone: what stands against them is their own, and no fault of others.
   */
  private static final Set<SubIndication> OF_TRUST =
      EnumSet.of(
          SubIndication.OUT_OF_BOUNDS_NO_POE,
          SubIndication.OUT_OF_BOUNDS_NOT_REVOKED,
          SubIndication.REVOKED_NO_POE,
          SubIndication.REVOKED_CA_NO_POE,
          SubIndication.REVOCATION_OUT_OF_BOUNDS_NO_POE,
          SubIndication.TRY_LATER,
          SubIndication.NO_CERTIFICATE_CHAIN_FOUND);

  private final CryptoProviders providers;
  private final ValidationPolicy policy;
  private final SignatureObject object;
  private final @Nullable Instant claimedTime;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Reason> notes = new ArrayList<>();
  private @Nullable CmsSignature cms;
  private @Nullable SignatureMaterial material;
  private int digest = -1;
  private TrustInTime.@Nullable Judged trust;

  SignatureJudge(
      CryptoProviders providers, ValidationPolicy policy, SignatureObject object, PdfView signed) {
    this.providers = providers;
    this.policy = policy;
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
        return CmsSignature.detached(
            range.contents(),
            certificates,
            providers,
            policy.algorithms().sha1() == ValidationPolicy.Tolerance.NOTE);
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
  void judge(RangeDigests digests) {
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
    cms.certificateDoubt().ifPresent(this::unnamed);
    baseline(cms);
  }

  private void unnamed(CmsProblem doubt) {
    if (policy.algorithms().unnamedCertificates() == ValidationPolicy.Tolerance.REFUSE
        || object.isDocumentTimeStamp()) {
      findings.add(Findings.cms(doubt));
    } else {
      notes.add(TrustFindings.unnamedCertificate());
    }
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

  /**
   * What is to be judged of it in time; empty when its CMS could not be read.
   *
   * @param more certificates that lie in the file
   */
  Optional<TrustInTime.Member> member(Certificates decoder, List<X509Certificate> more) {
    if (cms == null) {
      return Optional.empty();
    }
    var signature = cms;
    return Optional.of(
        new TrustInTime.Member(
            object.revision(),
            object.field(),
            signature.stampedAt().isPresent(),
            object.dict().is("SubFilter", "ETSI.CAdES.detached"),
            findings.isEmpty(),
            TrustInTime.Used.of(signature, more, providers),
            signature.stampedAt().orElse(claimedTime),
            signature.timeStamps().stream()
                .map(token -> token(signature, token, decoder, more))
                .toList()));
  }

  /**
   * Proofs of status that came inside it. They lie where it does not cover them, nor does a
   * time-stamp that is it: only what came later can prove when they were there.
   */
  Optional<ProofsOfFile.Part> proofs(SignatureCheck check) {
    return cms == null || cms.ocsps().isEmpty() && cms.crls().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ProofsOfFile.Part(
                object.revision() + 1, new ProofsAtHand(cms.ocsps(), cms.crls(), check)));
  }

  /** How many bytes of them. */
  long proofBytes() {
    return cms == null
        ? 0
        : Stream.concat(cms.ocsps().stream(), cms.crls().stream()).mapToLong(b -> b.length).sum();
  }

  /** RFC 3161, appendix A: over the signature's own octets. */
  private TrustInTime.Token token(
      CmsSignature over, byte[] encoded, Certificates decoder, List<X509Certificate> more) {
    try {
      var token = CmsSignature.timeStamp(encoded, decoder, providers);
      var used = TrustInTime.Used.of(token, more, providers);
      var digest = providers.digest(token.digestAlgorithm()).digest(over.value());
      if (!token.isOver(digest)) {
        return new TrustInTime.Token(used, TrustFindings.stampOfAnother());
      }
      if (!token.holds(providers)) {
        return new TrustInTime.Token(used, TrustFindings.unsoundStamp());
      }
      return new TrustInTime.Token(used, token.certificateDoubt().map(Findings::cms).orElse(null));
    } catch (CmsProblem e) {
      return new TrustInTime.Token(
          null, TrustFindings.unreadableStamp(String.valueOf(e.getMessage())));
    }
  }

  /** What was judged of it in time. */
  void add(TrustInTime.Judged judged) {
    trust = judged;
    findings.addAll(judged.findings());
    notes.addAll(judged.notes());
  }

  /** What stands against the file because of it. */
  List<Finding> againstFile() {
    return object.isDocumentTimeStamp()
            && policy.time().badStamps() == ValidationPolicy.Tolerance.NOTE
        ? findings.stream().filter(one -> !OF_TRUST.contains(one.subIndication())).toList()
        : findings;
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
        notes,
        material,
        trust == null ? Standing.NOTHING : trust.standing());
  }
}
