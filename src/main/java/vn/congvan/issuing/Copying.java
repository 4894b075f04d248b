package vn.congvan.issuing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.directory.Agency;
import vn.congvan.directory.Directory;
import vn.congvan.directory.KeyHolding;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.SetAside;
import vn.congvan.document.VietnamTime;
import vn.congvan.signing.CertificateGate;
import vn.congvan.signing.CopyForm;
import vn.congvan.signing.CopySeal;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.PdfSigner;
import vn.congvan.signing.PlainPdf;
import vn.congvan.signing.SignedPdf;

/**
 * Electronic copies: what was digitised, or written anew as an extract, is sealed by the agency
 * that copies it (Decree 30/2020, Articles 25 to 27). Never what is signed already: that is an
 * original (decision 0121).
 */
public final class Copying {
  private final Directory directory;
  private final KeyRing keys;
  private final PdfSigner signer;
  private final CertificateGate certificates;
  private final Clock clock;

  public Copying(
      Directory directory,
      KeyRing keys,
      PdfSigner signer,
      CertificateGate certificates,
      Clock clock) {
    this.directory = directory;
    this.keys = keys;
    this.signer = signer;
    this.certificates = certificates;
    this.clock = clock;
  }

  /**
   * A sealed copy.
   *
   * @param warning what people must be told although the agency's key signed
   */
  public record Copy(SignedPdf pdf, Agency agency, Optional<Reason> warning) {}

  /**
   * Seals a copy.
   *
   * @param plain where the file is written as it is before the seal; needed until the result is
   *     written, and of no use after
   * @throws Refused when the agency or its key must not seal, or the source is not to be copied
   * @throws SetAside when the key cannot be used
   * @throws vn.congvan.document.RetryLater when a file cannot be read now, or nobody answers for
   *     the certificate and that is needed
   * @throws IOException when {@code plain} cannot be written
   */
  public Copy copy(AgencyCode code, CopyForm form, Path source, Path plain) throws IOException {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var agency = directory.agency(code);
    if (!agency.existsOn(VietnamTime.dayOf(now))) {
      throw closed(agency);
    }
    var first = Issuing.seal(agency);
    var second = keys.rules().second() ? agency.secondSeal() : null;
    var warning = certificates.hold(chains(first, second), CertificateGate.Whose.AGENCY);
    try {
      try (var prepared = PlainPdf.prepareCopy(source, keys.rules().second());
          var out = Files.newOutputStream(plain)) {
        prepared.writeTo(out);
      }
      var seal =
          new CopySeal(
              keys.key(first.place()),
              form,
              now,
              agency.name(),
              second == null ? null : keys.key(second.place()));
      return new Copy(signer.sealCopy(plain, seal), agency, warning);
    } catch (SetAside e) {
      throw inWordsOfCopies(e, agency);
    }
  }

  private List<List<X509Certificate>> chains(KeyHolding first, @Nullable KeyHolding second) {
    var chains = new ArrayList<>(List.of(keys.chain(first.place())));
    if (second != null) {
      chains.add(keys.chain(second.place()));
    }
    return chains;
  }

  /** There is no document here to cancel and submit again, and no number to shorten. */
  private static RuntimeException inWordsOfCopies(SetAside e, Agency agency) {
    return switch (e.reason().code()) {
      case "PREPARE.SIGNED" ->
          refused(
              "COPY.SIGNED",
              "Tệp đã có chữ ký số: đó là bản gốc, gửi nguyên tệp thay cho bản sao. Cần sao một phần thì trích thành tệp mới rồi sao.",
              "the file bears a signature: it is an original, send it as it is instead of a copy; to copy a part of it, write that part into a new file");
      case "PREPARE.ENCRYPTED" ->
          refused(
              "COPY.ENCRYPTED",
              "Không sao được: tệp có mật khẩu hoặc bị khóa quyền. Gỡ bảo vệ rồi sao lại.",
              "cannot copy: the file is encrypted; remove the protection and copy that");
      case "PREPARE.HIDDEN_LAYERS" ->
          refused(
              "COPY.HIDDEN_LAYERS",
              "Không sao được: tệp có lớp (layer) đang ẩn hoặc chỉ hiện khi in. Gộp các lớp rồi sao lại.",
              "cannot copy: the file has layers that are hidden, or shown only in print; flatten them and copy that");
      case "PREPARE.UNREADABLE", "PREPARE.PAGE", "PREPARE.TOO_MANY_OBJECTS" ->
          refused(
              "COPY.UNREADABLE",
              "Không sao được: tệp không phải PDF, bị hỏng hoặc quá phức tạp. Quét hoặc xuất lại tệp PDF rồi sao lại.",
              "cannot copy: the file is no PDF, or damaged, or too complex (%s); scan or export it again and copy that"
                  .formatted(e.reason().en()));
      case "SIGN.NO_LETTER", "SIGN.NO_ROOM" ->
          refused(
              "COPY.NAME",
              "Không ghi được tên cơ quan \"%s\" vào góc trang: trang quá nhỏ, tên quá dài, hoặc có ký tự ngoài tiếng Việt. Dùng trang khổ A4 hoặc sửa tên trong danh mục."
                  .formatted(agency.name()),
              "the agency's name '%s' cannot be written in the page's corner (%s); use a page of A4 or mend the name in the directory"
                  .formatted(agency.name(), e.reason().en()));
      default -> e;
    };
  }

  private static Refused refused(String code, String vi, String en) {
    return new Refused(new Reason(code, vi, en));
  }

  private static Refused closed(Agency agency) {
    return refused(
        "COPY.CLOSED_AGENCY",
        "Cơ quan %s không hoạt động vào hôm nay nên không sao văn bản được. Dùng cơ quan kế thừa."
            .formatted(agency.name()),
        "agency %s does not exist today and makes no copies; use its successor"
            .formatted(agency.code()));
  }
}
