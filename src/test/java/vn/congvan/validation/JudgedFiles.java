package vn.congvan.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.validation.pdf.PdfBytes;

/** Files in each state that a verdict can be on, and the verdict on them. */
public final class JudgedFiles {
  private JudgedFiles() {}

  /** Signed by a leader and sealed by an agency. */
  public static byte[] issued() {
    return Letter.issued();
  }

  /** By an agency that calls itself so, which may be anything. */
  public static byte[] sealedBy(String organization) {
    var name = organization.replaceAll("([<>&\"+,;\\\\=])", "\\\\$1");
    return Letter.sealedBy(
        People.issued(
            Certificates.signer().withKey(People.curve("secp256r1")),
            "C=VN,O=%s,CN=%s".formatted(name, name)));
  }

  /** Issued, and one letter of it changed before its leader's signature. */
  public static byte[] changed() {
    var file = Letter.issued();
    var text = new String(file, StandardCharsets.ISO_8859_1);
    file[text.indexOf("<0001> Tj") + 4] = '2';
    return file;
  }

  /** Issued, and a page added by a later revision that no signature permits. */
  public static byte[] changedLater() {
    var change = new LinkedHashMap<Integer, String>();
    change.put(Letter.CONTENT, PdfDraft.stream("", "BT /F1 12 Tf 72 700 Td <0002> Tj ET"));
    return PdfDraft.append(Letter.issued(), change);
  }

  /** Sound, but the number it shows is not the one it holds: against the file, no signature. */
  public static byte[] showingAnotherNumber() {
    var update = Letter.sealsUpdate();
    update.put(Letter.NUMBER_LOOK, Letter.showing("Số: 99/UBND-VX"));
    return PdfDraft.sign(PdfDraft.append(Letter.signed(), update), Cms.by(People.SEAL));
  }

  public static byte[] unsigned() {
    return Letter.unsigned();
  }

  public static byte[] unreadable() {
    return Arrays.copyOf(Letter.issued(), 300);
  }

  /** Issued, and stamped as a whole. */
  public static byte[] timeStamped() {
    var stamp = new LinkedHashMap<Integer, String>();
    stamp.put(Letter.FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 50 0 R] /SigFlags 3 >>");
    stamp.put(
        50,
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (stamp) /F 132 /P 3 0 R /Rect [0 0 0 0] /V 51 0 R >>");
    stamp.put(
        51, PdfDraft.signature("/ETSI.RFC3161", "").replace("/Type /Sig ", "/Type /DocTimeStamp "));
    return PdfDraft.stamp(PdfDraft.append(Letter.issued(), stamp), Cms.by(People.STAMPER));
  }

  /** Signed, with that many bytes of page before the signature. */
  public static byte[] large(int bytes) {
    var base = new TreeMap<>(Letter.prepared());
    base.put(Letter.CONTENT, PdfDraft.stream("", " ".repeat(bytes)));
    return PdfDraft.sign(
        PdfDraft.append(PdfDraft.original(base, Letter.TRAILER), Letter.leadersUpdate()),
        Cms.by(People.LEADER));
  }

  /** By somebody's field, which the file may call anything. */
  public static byte[] signedInField(String name) {
    var base = new TreeMap<>(Letter.prepared());
    var update = Letter.leadersUpdate();
    for (var objects : List.of(base, update)) {
      objects.computeIfPresent(
          Letter.LEADER, (n, field) -> field.replace("(leader)", "(%s)".formatted(name)));
    }
    return PdfDraft.sign(
        PdfDraft.append(PdfDraft.original(base, Letter.TRAILER), update), Cms.by(People.LEADER));
  }

  public static VerificationReport judge(byte[] file) {
    return Judging.judge(file);
  }

  /** By somebody who relies on no root at all. */
  public static VerificationReport judgeWithoutRoots(byte[] file) {
    var providers = CryptoProviders.best();
    try {
      return new PdfVerifier(
              new CertificatePaths(new TrustAnchors(List.of()), providers), providers)
          .verify(PdfBytes.of(file), Judging.NOW, Expectations.none());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static VerificationReport judgeMissing() {
    return Reports.nothing(Findings.noFile("gone"), CryptoProviders.best(), "annex-ii");
  }

  /** The root all certificates here lead to, as PEM. */
  public static String root() {
    try {
      var encoded = Base64.getMimeEncoder().encodeToString(People.ROOT.certificate().getEncoded());
      return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(encoded);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
