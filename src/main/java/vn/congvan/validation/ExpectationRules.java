package vn.congvan.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.validation.pdf.PdfFile;

/** Holds a file to what its reader must have, beside being sound. */
final class ExpectationRules {
  private final Expectations expectations;
  private final PdfFile file;
  private final List<Signature> signatures;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A signature that is no time-stamp.
   *
   * @param revision it signed
   */
  record Signature(Role role, int revision, @Nullable Signer signer) {}

  private ExpectationRules(Expectations expectations, PdfFile file, List<Signature> signatures) {
    this.expectations = expectations;
    this.file = file;
    this.signatures = signatures;
  }

  static List<Finding> check(Expectations expectations, PdfFile file, List<Signature> signatures) {
    var rules = new ExpectationRules(expectations, file, signatures);
    rules.check();
    return rules.findings;
  }

  private void check() {
    switch (expectations.kind()) {
      case ANY -> shows(new LaidFields(file.lastView()));
      case SIGNED_BY_LEADER -> signedByLeader();
      case ISSUED -> issued();
      case SEALED -> sealed();
    }
  }

  /**
   * These and no others, in this order, and each second signature the file has a field for.
   *
   * @return false when it is not so, which is then noted
   */
  private boolean holdsSeconds(Role... wanted) {
    var laid = new LaidFields(file.view(signatures.isEmpty() ? 0 : signatures.get(0).revision()));
    var all = new ArrayList<Role>();
    for (var role : wanted) {
      all.add(role);
      var second = role == Role.LEADER ? Role.LEADER_SECOND : Role.SEAL_SECOND;
      var field = role == Role.LEADER ? LaidFields.LEADER_SECOND : LaidFields.SEAL_SECOND;
      if (laid.hasSignatureField(field)) {
        all.add(second);
        ofTheSame(role, second);
      }
    }
    if (signatures.stream().map(Signature::role).toList().equals(all)) {
      return true;
    }
    against(
        "VERIFY.NO_SECOND",
        "Tệp thiếu chữ ký thứ hai (ML-DSA) mà nó phải có. Hỏi nơi ban hành.",
        "the file lacks a second signature (ML-DSA) that it is to bear; ask the issuer");
    return false;
  }

  /** A second signature is one of the same person, or agency, by the name in the certificate. */
  private void ofTheSame(Role first, Role second) {
    if (signature(first).isPresent()
        && signature(second).isPresent()
        && !subject(first).equals(subject(second))) {
      against(
          "VERIFY.SECOND_OTHER_SIGNER",
          "Chữ ký thứ hai không do chính người hoặc cơ quan đã ký thực hiện. Hỏi nơi ban hành.",
          "a second signature is not by the one who signed first; ask the issuer");
    }
  }

  private Optional<Signature> signature(Role role) {
    return signatures.stream().filter(s -> s.role() == role).findFirst();
  }

  private Optional<X500Principal> subject(Role role) {
    return signature(role)
        .flatMap(s -> Optional.ofNullable(s.signer()))
        .map(signer -> signer.certificate().getSubjectX500Principal());
  }

  private boolean roles(Role... wanted) {
    return signatures.stream()
        .map(Signature::role)
        .filter(role -> role != Role.LEADER_SECOND && role != Role.SEAL_SECOND)
        .toList()
        .equals(List.of(wanted));
  }

  private void signedByLeader() {
    if (!roles(Role.LEADER)) {
      against(
          "VERIFY.NOT_LEADERS",
          "Tệp không mang đúng một chữ ký của lãnh đạo. Trình ký lại.",
          "the file does not bear exactly one leader's signature; have it signed again");
      return;
    }
    if (!holdsSeconds(Role.LEADER)) {
      return;
    }
    leader(signatures.get(0));
    var last = new LaidFields(file.lastView());
    if (!isNumbered(signatures.get(0))) {
      unfilled(last);
    }
    shows(last);
  }

  private void leader(Signature leader) {
    certificate(leader.signer(), expectations.leaderCertificates());
    if (!isNumbered(leader)) {
      unfilled(new LaidFields(file.view(leader.revision())));
    }
  }

  /** Whether the leader has signed number and date as they are; half of them is none. */
  private boolean isNumbered(Signature leader) {
    var fields = new LaidFields(file.view(leader.revision()));
    return fields.held(LaidFields.NUMBER) != null && fields.held(LaidFields.DATE) != null;
  }

  private void unfilled(LaidFields fields) {
    if (!fields.isEmpty(LaidFields.NUMBER) || !fields.isEmpty(LaidFields.DATE)) {
      against(
          "VERIFY.FILLED_TOO_EARLY",
          "Ô số hoặc ô ngày đã có nội dung trước khi đóng dấu. Trình ký lại.",
          "number or date were filled before the seal; have it signed again");
    }
  }

  private void certificate(@Nullable Signer signer, Set<ContentHash> allowed) {
    if (!allowed.isEmpty() && (signer == null || !allowed.contains(signer.fingerprint()))) {
      against(
          "VERIFY.OTHER_SIGNER",
          "Chữ ký không do người đã ghi thực hiện. Hỏi nơi ban hành.",
          "the signature is not that of the person it must be; ask the issuer");
    }
  }

  private void issued() {
    if (!roles(Role.LEADER, Role.SEAL)) {
      against(
          "VERIFY.NOT_ISSUED",
          "Văn bản chưa được ban hành đúng: cần chữ ký của lãnh đạo rồi đến dấu của cơ quan. Hỏi nơi ban hành.",
          "not duly issued: a leader's signature and then the agency's seal are needed; ask the issuer");
      return;
    }
    if (!holdsSeconds(Role.LEADER, Role.SEAL)) {
      return;
    }
    leader(signatures.get(0));
    var seal = signature(Role.SEAL).orElseThrow();
    agency(seal.signer());
    var fields = new LaidFields(file.view(seal.revision()));
    if (fields.held(LaidFields.NUMBER) == null || fields.held(LaidFields.DATE) == null) {
      against(
          "VERIFY.NO_NUMBER",
          "Văn bản đã đóng dấu nhưng thiếu số hoặc ngày. Hỏi nơi ban hành.",
          "sealed, but without number or date; ask the issuer");
    }
    shows(fields);
  }

  private void sealed() {
    if (!roles(Role.ATTACHMENT_SEAL)) {
      against(
          "VERIFY.NOT_SEALED",
          "Phụ lục không mang dấu của cơ quan. Hỏi nơi ban hành.",
          "the attachment does not bear its agency's seal; ask the issuer");
      return;
    }
    if (!holdsSeconds(Role.ATTACHMENT_SEAL)) {
      return;
    }
    agency(signatures.get(0).signer());
  }

  private void agency(@Nullable Signer signer) {
    AgencyCode sealOf = expectations.sealOf();
    if (sealOf == null || signer == null || !Objects.equals(signer.agency(), sealOf)) {
      against(
          "VERIFY.OTHER_AGENCY",
          "Chữ ký không do cơ quan đã ghi thực hiện. Hỏi nơi ban hành.",
          "the seal is not that of the agency it must be; ask the issuer");
    }
  }

  /** People read what is shown, programs what is held: both must be one. */
  private void shows(LaidFields fields) {
    for (var name : List.of(LaidFields.NUMBER, LaidFields.DATE)) {
      var held = fields.held(name);
      if (held == null) {
        continue;
      }
      var shown = fields.shown(name);
      if (shown.isEmpty()) {
        findings.add(
            Finding.unsure(
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                "VERIFY.NUMBER_SHOWN_UNKNOWN",
                "Không xác định được số hoặc ngày hiện trên văn bản. Đối chiếu với nơi ban hành.",
                "cannot tell which number or date the page shows; compare with the issuer"));
      } else if (!shown.get().equals(held)) {
        against(
            "VERIFY.NUMBER_SHOWN_DIFFERS",
            "Số hoặc ngày hiện trên văn bản khác với số, ngày ghi trong tệp. Hỏi nơi ban hành.",
            "the number or date the page shows is not what the file holds; ask the issuer");
      }
    }
  }

  private void against(String code, String vi, String en) {
    findings.add(Finding.unfit(code, vi, en));
  }
}
