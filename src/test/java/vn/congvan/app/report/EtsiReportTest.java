package vn.congvan.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import vn.congvan.document.Language;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.validation.JudgedFiles;
import vn.congvan.validation.VerificationReport;

class EtsiReportTest {
  private static final String MAIN = "urn:etsi:019102:mainindication:";
  private static final String SUB = "urn:etsi:019102:subindication:";

  @Test
  void bothSignaturesOfAnIssuedDocumentPassInTotal() throws Exception {
    var file = JudgedFiles.issued();
    var report = report(JudgedFiles.judge(file));

    assertThat(texts(report, "MainIndication"))
        .containsExactly(MAIN + "total-passed", MAIN + "total-passed");
    assertThat(texts(report, "SubIndication")).isEmpty();
    assertThat(texts(report, "PAdESFieldName")).containsExactly("leader", "seal");
    assertThat(texts(report, "Signer"))
        .containsExactly("Nguyễn Văn An", "Ủy ban nhân dân phường Hương Trà");
    for (var document : elements(report, "SignersDocument")) {
      var range =
          List.of(child((Element) document.getParentNode(), "ByteRange").split(" ", -1)).stream()
              .map(Integer::parseInt)
              .toList();
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(file, range.get(0), range.get(1));
      digest.update(file, range.get(2), range.get(3));
      assertThat(child(document, "DigestValue"))
          .isEqualTo(Base64.getEncoder().encodeToString(digest.digest()));
    }
  }

  @Test
  void aFailureAndADoubtAreNamedAsTheStandardNamesThem() {
    assertThat(texts(report(JudgedFiles.judge(JudgedFiles.changed())), "SubIndication"))
        .contains(SUB + "HASH_FAILURE");
    var doubtful = report(JudgedFiles.judgeWithoutRoots(JudgedFiles.issued()));
    assertThat(texts(doubtful, "MainIndication")).containsOnly(MAIN + "indeterminate");
    assertThat(texts(doubtful, "SubIndication")).containsOnly(SUB + "NO_CERTIFICATE_CHAIN_FOUND");
  }

  @Test
  void whatIsAgainstTheFileLetsNoSignatureOfItPass() {
    var verdict = JudgedFiles.judge(JudgedFiles.showingAnotherNumber());
    var report = report(verdict);

    assertThat(verdict.signatures()).allMatch(s -> s.findings().isEmpty());
    assertThat(texts(report, "MainIndication"))
        .containsExactly(MAIN + "total-failed", MAIN + "total-failed");
    assertThat(texts(report, "SubIndication"))
        .containsOnly("urn:congvan:reason:VERIFY.NUMBER_SHOWN_DIFFERS");
  }

  @Test
  void aFileWithoutSignaturesHasOnePartThatSaysWhy() {
    for (var verdict :
        List.of(
            JudgedFiles.judge(JudgedFiles.unsigned()),
            JudgedFiles.judge(JudgedFiles.unreadable()),
            JudgedFiles.judgeMissing())) {
      var report = report(verdict);

      assertThat(elements(report, "SignatureValidationReport")).hasSize(1);
      assertThat(texts(report, "MainIndication")).doesNotContain(MAIN + "total-passed");
      assertThat(texts(report, "Type"))
          .first()
          .isEqualTo("urn:congvan:reason:" + verdict.headline().code());
    }
  }

  @Test
  void aDocumentTimeStampIsAnObjectWithAReportAndNoSignature() {
    var report = report(JudgedFiles.judge(JudgedFiles.timeStamped()));

    assertThat(elements(report, "SignatureValidationReport")).hasSize(2);
    var stamp =
        elements(report, "ValidationObject").stream()
            .filter(object -> child(object, "ObjectType").endsWith(":timestamp"))
            .findFirst()
            .orElseThrow();
    assertThat(child(stamp, "MainIndication")).isEqualTo(MAIN + "passed");
    assertThat(texts(report, "TimeStampValue"))
        .containsExactly(Certificates.NOW.toString(), Certificates.NOW.toString());
  }

  @Test
  void namesCannotBreakOutOfTheReport() {
    var report = report(JudgedFiles.judge(JudgedFiles.sealedBy("]]><a b='\"&\u0001\u202E")));

    assertThat(texts(report, "Signer")).last().isEqualTo("]]><a b='\"&··");
  }

  private static Document report(VerificationReport verdict) {
    var judged =
        new Judged(Path.of("văn bản\u0007.pdf"), Certificates.NOW, verdict, "Công Văn 1.0");
    return ReportSchema.valid(ReportFormat.XML.write(judged, Language.VI));
  }

  private static List<String> texts(Document report, String name) {
    return elements(report, name).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document report, String name) {
    var found = new ArrayList<Element>();
    var nodes = report.getElementsByTagNameNS("*", name);
    for (var i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static String child(Element of, String name) {
    return of.getElementsByTagNameNS("*", name).item(0).getTextContent();
  }
}
