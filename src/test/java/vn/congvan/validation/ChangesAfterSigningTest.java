package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;
import static vn.congvan.validation.PdfDraft.append;
import static vn.congvan.validation.PdfDraft.original;
import static vn.congvan.validation.PdfDraft.sign;
import static vn.congvan.validation.PdfDraft.signature;
import static vn.congvan.validation.PdfDraft.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What an update may do to a document that is signed, and what close by it may not; {@code attacks}
 * has the rest.
 */
class ChangesAfterSigningTest {
  private static final byte[] SIGNED = Letter.signed();
  private static final byte[] ISSUED = Letter.issued();
  private static final String PAGE = Letter.prepared(Letter.PAGE);

  private static Map<Integer, String> objects(Object... numbersAndBodies) {
    var objects = new LinkedHashMap<Integer, String>();
    for (var i = 0; i < numbersAndBodies.length; i += 2) {
      objects.put((Integer) numbersAndBodies[i], (String) numbersAndBodies[i + 1]);
    }
    return objects;
  }

  @Test
  void aNumberRefilledAfterTheSealIsAChangeAfterSigning() {
    var refilled =
        append(
            ISSUED,
            objects(
                Letter.NUMBER,
                Letter.text(
                    "number", "[60 700 220 720]", Letter.held("Số: 06") + " /AP << /N 60 0 R >>"),
                60,
                Letter.showing("Số: 06")));
    var report = judge(refilled, Expectations.issuedBy(People.AGENCY));

    assertThat(report.headline().code()).isEqualTo("VERIFY.FIELD_CHANGED");
    assertThat(report.headline().vi())
        .startsWith("KHÔNG HỢP LỆ. Nội dung đã bị thay đổi sau khi ký");
    assertThat(report.indication()).isEqualTo(Indication.TOTAL_FAILED);
    assertThat(report.signatures())
        .extracting(SignatureReport::subIndication)
        .containsExactly(SubIndication.FORMAT_FAILURE, SubIndication.FORMAT_FAILURE);
  }

  @Test
  void nobodySignsBetweenTheLeaderAndTheSeal() {
    var added =
        objects(
            Letter.PAGE,
            PAGE.replace("10 0 R]", "10 0 R 61 0 R]"),
            Letter.FORM,
            "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 61 0 R] /SigFlags 3 >>",
            61,
            Letter.signatureField("more", "[0 0 9 9]", "/V 60 0 R"),
            60,
            signature(""));

    altered(sign(append(SIGNED, added), Cms.by(People.SEAL)), "a field of its own");
  }

  @Test
  void validationDataAreNeverTakenAwayOrPutInPlaceOfOthers() {
    var kept = append(ISSUED, PdfVerifierTest.validationData());
    assertThat(judge(kept).valid()).isTrue();
    for (var change :
        List.of(
            objects(40, "<< /Certs [] /CRLs 42 0 R /VRI << /AB << /Cert [41 0 R] >> >> >>"),
            objects(40, "<< /Certs [41 0 R] /VRI << /AB << /Cert [41 0 R] >> >> >>"),
            objects(40, "<< /Certs [41 0 R] /CRLs 42 0 R /VRI << >> >>"),
            objects(40, "<< /Certs [41 0 R] /CRLs 42 0 R /VRI << /AB << /Cert [] >> >> >>"),
            objects(40, "<< /Certs [41 0 R 4 0 R] /CRLs 42 0 R /Kids [] >>"),
            objects(41, stream("", "another certificate")),
            objects(42, "[]"),
            objects(42, "[43 0 R 3 0 R]"))) {
      altered(append(kept, change), change);
    }
    assertThat(judge(append(kept, objects(42, "[43 0 R 60 0 R]", 60, stream("", "more")))).valid())
        .isTrue();
  }

  @Test
  void documentsOfOthersMayBeSignedAgainInFieldsOfTheirOwn() {
    var base = new TreeMap<>(Letter.prepared());
    base.keySet().removeAll(List.of(Letter.NUMBER, Letter.DATE, Letter.LEADER, Letter.SEAL));
    base.put(Letter.FORM, "<< /Fields [70 0 R] /SigFlags 3 >>");
    base.put(Letter.PAGE, PAGE.replaceAll("/Annots \\[[^]]*]", "/Annots [70 0 R]"));
    base.put(70, Letter.signatureField("A", "[0 0 90 90]", "/V 71 0 R"));
    base.put(71, signature(""));
    var first = sign(original(base, Letter.TRAILER), Cms.by(People.LEADER));
    var second =
        objects(
            Letter.PAGE,
            PAGE.replaceAll("/Annots \\[[^]]*]", "/Annots [70 0 R 72 0 R]"),
            Letter.FORM,
            "<< /Fields [70 0 R 72 0 R] /SigFlags 3 >>",
            72,
            Letter.signatureField("B", "[0 0 90 90]", "/V 73 0 R /AP << /N 74 0 R >>"),
            73,
            signature(""),
            74,
            Letter.look(""));

    assertThat(judge(first).valid()).isTrue();
    assertThat(judge(sign(append(first, second), Cms.by(People.SEAL))).findings()).isEmpty();
    for (var attack :
        List.<Consumer<Map<Integer, String>>>of(
            u -> u.computeIfPresent(72, (n, s) -> s.replace("[0 0 90 90]", "[0 0 595 842]")),
            u -> u.computeIfPresent(72, (n, s) -> s.replace("/T (B)", "/T (A)")),
            u -> u.computeIfPresent(72, (n, s) -> s.replace("/F 4", "/F 4 /A << >>")),
            u -> u.computeIfPresent(72, (n, s) -> s.replace("/FT /Sig", "/FT /Btn")),
            u -> u.computeIfPresent(72, (n, s) -> s.replace("/N 74 0 R", "/N 4 0 R")),
            u -> u.put(75, stream("", "alone")),
            u -> u.put(70, Letter.signatureField("A", "[9 0 90 90]", "/V 71 0 R")))) {
      var changed = new LinkedHashMap<>(second);
      attack.accept(changed);
      altered(sign(append(first, changed), Cms.by(People.SEAL)), changed);
    }
  }

  private static void altered(byte[] file, Object what) {
    for (var expectations : List.of(Expectations.none(), Expectations.issuedBy(People.AGENCY))) {
      var report = judge(file, expectations);
      assertThat(report.integrity())
          .as("%s: %s", what, report.headline().en())
          .isEqualTo(Integrity.ALTERED);
      assertThat(report.indication()).isEqualTo(Indication.TOTAL_FAILED);
      assertThat(report.headline().vi()).as("%s", what).startsWith("KHÔNG HỢP LỆ. ");
    }
  }
}
