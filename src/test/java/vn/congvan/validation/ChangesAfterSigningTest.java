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
import vn.congvan.trust.lab.Certificates.Made;

/** Shadow attacks and whatever else an update could do to a document that is signed. */
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

  /** The seal's update with something else in it, sealed by the agency itself. */
  private static byte[] sealedWith(Consumer<Map<Integer, String>> change) {
    return sealedWith(change, People.SEAL);
  }

  private static byte[] sealedWith(Consumer<Map<Integer, String>> change, Made by) {
    var update = new LinkedHashMap<>(Letter.sealsUpdate());
    change.accept(update);
    return sign(append(SIGNED, update), Cms.by(by));
  }

  /** A letter whose original is another, signed by the leader, ready for the seal. */
  private static byte[] signedWith(Consumer<Map<Integer, String>> change) {
    var base = new TreeMap<>(Letter.prepared());
    change.accept(base);
    var signed =
        sign(append(original(base, Letter.TRAILER), Letter.leadersUpdate()), Cms.by(People.LEADER));
    assertThat(judge(signed).valid()).as("the trap is not seen before it snaps").isTrue();
    return signed;
  }

  @Test
  void nothingOnAPageMayChangeInOrAfterTheSeal() {
    for (var change :
        List.of(
            objects(Letter.CONTENT, stream("", "BT /F1 12 Tf 72 700 Td <0002> Tj ET")),
            objects(
                Letter.PAGE,
                PAGE.replace("/Contents 4 0 R", "/Contents [4 0 R 60 0 R]"),
                60,
                stream("", "BT ET")),
            objects(Letter.PAGE, PAGE.replace("/MediaBox [0 0 595", "/MediaBox [0 0 295")),
            objects(Letter.PAGE, PAGE.replace("/MediaBox", "/Rotate 180 /MediaBox")),
            objects(
                Letter.PAGE,
                PAGE.replace("10 0 R]", "10 0 R 60 0 R]"),
                60,
                "<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] >>"),
            objects(Letter.PAGE, PAGE.replace("9 0 R 10 0 R]", "10 0 R]")),
            objects(Letter.PAGES, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"),
            objects(Letter.FONT, "<< /Type /Font /Subtype /Type3 >>"),
            objects(Letter.TO_UNICODE, stream("", "")),
            objects(60, stream("", "of no use to anybody")),
            objects(
                Letter.FORM,
                "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R] /SigFlags 3 /NeedAppearances true >>"),
            objects(Letter.FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R] /SigFlags 3 /XFA [] >>"),
            objects(Letter.FORM, "<< /Fields [7 0 R 8 0 R 10 0 R] /SigFlags 3 >>"),
            objects(Letter.FORM, "<< /Fields [8 0 R 7 0 R 9 0 R 10 0 R] /SigFlags 3 >>"),
            objects(Letter.FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R] /SigFlags 1 >>"),
            objects(Letter.LEADERS_LOOK, Letter.look("")))) {
      altered(append(ISSUED, change), change);
      altered(sealedWith(update -> update.putAll(change)), change);
    }
  }

  @Test
  void theCatalogMayOnlyGainValidationData() {
    for (var key :
        List.of(
            "/OpenAction << /S /JavaScript /JS (x) >>",
            "/AA << >>",
            "/Names << >>",
            "/OCProperties << >>",
            "/PageMode /UseNone",
            "/Version /2.0",
            "/Metadata 60 0 R",
            "/DSS << /Certs [60 0 R] /Pages 2 0 R >>",
            "/DSS 3 0 R",
            "/Extensions 3 0 R")) {
      altered(
          append(
              ISSUED,
              objects(
                  Letter.CATALOG,
                  "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Perms << /DocMDP 20 0 R >> %s >>"
                      .formatted(key),
                  60,
                  stream("/Type /Metadata /Subtype /XML", "<x/>"))),
          key);
    }
    for (var catalog :
        List.of(
            "<< /Type /Catalog /Pages 60 0 R /AcroForm 6 0 R /Perms << /DocMDP 20 0 R >> >>",
            "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
            "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Perms << /DocMDP 30 0 R >> >>",
            "<< /Type /Catalog /Pages 2 0 R /AcroForm 60 0 R /Perms << /DocMDP 20 0 R >> >>",
            "<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 20 0 R >> >>",
            "[ ]")) {
      altered(append(ISSUED, objects(Letter.CATALOG, catalog)), catalog);
    }
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
  void aNumberShownAnewAfterTheSealIsAChangeAfterSigning() {
    altered(append(ISSUED, objects(Letter.NUMBER_LOOK, Letter.showing("Số: 06"))), "same object");
    altered(
        append(
            ISSUED,
            objects(
                Letter.NUMBER,
                Letter.text(
                    "number",
                    "[60 700 220 720]",
                    Letter.held(Letter.NUMBER_TEXT) + " /AP << /N 60 0 R >>"),
                60,
                Letter.showing("Số: 06"))),
        "another object");
  }

  @Test
  void numberAndDateAreFilledInTheActOfSealingOnly() {
    var update = Letter.sealsUpdate();
    update.keySet().removeAll(List.of(Letter.SEAL, Letter.SEALS_LOOK, Letter.SEALS_SIGNATURE));
    var filled = append(SIGNED, update);
    altered(filled, "filled without a seal");

    var seal = Letter.sealsUpdate();
    seal.keySet()
        .removeAll(List.of(Letter.NUMBER, Letter.DATE, Letter.NUMBER_LOOK, Letter.DATE_LOOK));
    altered(sign(append(filled, seal), Cms.by(People.SEAL)), "filled, then sealed");
    altered(
        sealedWith(u -> u.put(Letter.NUMBER, Letter.text("nummer", "[60 700 220 720]", ""))),
        "another name");
    altered(
        sealedWith(
            u ->
                u.computeIfPresent(
                    Letter.NUMBER, (n, s) -> s.replace("[60 700 220 720]", "[0 0 595 842]"))),
        "another place");
    altered(
        sealedWith(
            u -> u.computeIfPresent(Letter.NUMBER, (n, s) -> s.replace("/F 4", "/F 4 /AA << >>"))),
        "an action");
    altered(
        sealedWith(
            u -> {
              u.computeIfPresent(
                  Letter.NUMBER_LOOK, (n, s) -> s.replace("/F1 5 0 R", "/F1 60 0 R"));
              u.put(60, Letter.prepared(Letter.FONT));
            }),
        "a font of its own");
    altered(
        sealedWith(
            u ->
                u.computeIfPresent(
                    Letter.NUMBER, (n, s) -> s.replace("/N 32 0 R", "/N 32 0 R /D 33 0 R"))),
        "two appearances");
    altered(
        sealedWith(
            u -> u.computeIfPresent(Letter.NUMBER, (n, s) -> s.replace("/N 32 0 R", "/N 4 0 R"))),
        "an old appearance");
  }

  @Test
  void aNumberThatWasThereWhenTheLeaderSignedIsNotFilledAgain() {
    var signed =
        signedWith(
            base -> {
              base.put(
                  Letter.NUMBER,
                  Letter.text(
                      "number",
                      "[60 700 220 720]",
                      Letter.held("Số: 04") + " /AP << /N 12 0 R >>"));
              base.put(12, Letter.showing("Số: 04"));
            });

    altered(sign(append(signed, Letter.sealsUpdate()), Cms.by(People.SEAL)), "filled twice");
  }

  @Test
  void aTimeStampFillsNothing() {
    var update = new LinkedHashMap<>(Letter.sealsUpdate());
    update.keySet().removeAll(List.of(Letter.SEAL, Letter.SEALS_LOOK, Letter.SEALS_SIGNATURE));
    update.put(Letter.FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 50 0 R] /SigFlags 3 >>");
    update.put(50, "<< /FT /Sig /T (stamp) /V 51 0 R >>");
    update.put(51, signature("/ETSI.RFC3161", ""));

    altered(PdfDraft.stamp(append(SIGNED, update), Cms.by(People.STAMPER)), "stamped and filled");
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
  void otherFieldsAreNeverFilled() {
    var signed =
        signedWith(
            base -> {
              base.put(12, Letter.text("remark", "[0 0 9 9]", ""));
              base.put(Letter.FORM, "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 12 0 R] /SigFlags 3 >>");
            });
    var update = new LinkedHashMap<>(Letter.sealsUpdate());
    update.put(12, Letter.text("remark", "[0 0 9 9]", Letter.held("x")));

    altered(sign(append(signed, update), Cms.by(People.SEAL)), "remark");
  }

  @Test
  void aLeaderWhoForbidsFillingIsObeyed() {
    for (var certification :
        List.of(
            Letter.CERTIFICATION.replace("/P 2", "/P 1"),
            Letter.CERTIFICATION.replace("/P 2", "/P 0"),
            Letter.CERTIFICATION.replace("/P 2", "/P (2)"),
            Letter.CERTIFICATION.replace("/DocMDP", "/Unknown"),
            Letter.LOCK_ALL,
            Letter.LOCK_ALL.replace("/All", "/Include /Fields [(seal) (number)]"),
            Letter.LOCK_ALL.replace("/All", "/Exclude /Fields [(leader)]"))) {
      var update = new LinkedHashMap<>(Letter.leadersUpdate());
      update.put(Letter.LEADERS_SIGNATURE, signature(certification));
      var signed = sign(append(Letter.unsigned(), update), Cms.by(People.LEADER));
      assertThat(judge(signed).valid()).isTrue();

      altered(sign(append(signed, Letter.sealsUpdate()), Cms.by(People.SEAL)), certification);
    }
  }

  @Test
  void onlyTheFirstSignatureCertifies() {
    altered(
        sealedWith(u -> u.put(Letter.SEALS_SIGNATURE, signature(Letter.CERTIFICATION))), "seal");
    var update = new LinkedHashMap<>(Letter.leadersUpdate());
    update.computeIfPresent(Letter.CATALOG, (n, s) -> s.replace("20 0 R", "3 0 R"));
    altered(sign(append(Letter.unsigned(), update), Cms.by(People.LEADER)), "other permissions");
  }

  @Test
  void noFurtherSignatureFollowsTheSeal() {
    for (var by : List.of(People.SEAL, People.NEIGHBOURS_SEAL, People.LEADER)) {
      var again =
          sign(
              append(
                  ISSUED,
                  objects(
                      Letter.SEAL,
                      Letter.signatureField(
                          "seal",
                          "[260 190 340 270]",
                          "/Lock << /Action /All >> /V 60 0 R /AP << /N 31 0 R >>"),
                      60,
                      signature(""))),
              Cms.by(by));
      altered(again, "the seal's field again");

      var added =
          sign(
              append(
                  ISSUED,
                  objects(
                      Letter.PAGE,
                      PAGE.replace("10 0 R]", "10 0 R 61 0 R]"),
                      Letter.FORM,
                      "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 61 0 R] /SigFlags 3 >>",
                      61,
                      Letter.signatureField("more", "[0 0 9 9]", "/V 60 0 R"),
                      60,
                      signature(""))),
              Cms.by(by));
      var report = judge(added);
      assertThat(report.headline().code()).isEqualTo("VERIFY.SIGNATURE_ADDED");
      assertThat(report.integrity()).isEqualTo(Integrity.ALTERED);
    }
  }

  @Test
  void aSignatureFieldWithoutSignatureIsAnOverlay() {
    altered(
        append(
            SIGNED,
            objects(
                Letter.PAGE,
                PAGE.replace("10 0 R]", "10 0 R 61 0 R]"),
                Letter.FORM,
                "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 61 0 R] /SigFlags 3 >>",
                61,
                Letter.signatureField("more", "[0 0 9 9]", "/AP << /N 62 0 R >>"),
                62,
                Letter.look("0 0 9 9 re f"))),
        "unsigned field");
  }

  @Test
  void aTimeStampWithALookIsAnOverlay() {
    var stamp =
        objects(
            Letter.PAGE,
            PAGE.replace("10 0 R]", "10 0 R 50 0 R]"),
            Letter.FORM,
            "<< /Fields [7 0 R 8 0 R 9 0 R 10 0 R 50 0 R] /SigFlags 3 >>",
            50,
            Letter.signatureField("stamp", "[0 0 300 300]", "/V 51 0 R /AP << /N 52 0 R >>"),
            51,
            signature("/ETSI.RFC3161", ""),
            52,
            Letter.look("0 0 300 300 re f"));

    altered(PdfDraft.stamp(append(ISSUED, stamp), Cms.by(People.STAMPER)), "visible stamp");
  }

  @Test
  void whatADocumentRefersToAndDoesNotHaveCannotBeAddedLater() {
    var signed = signedWith(base -> base.put(Letter.PAGE, PAGE.replace("4 0 R", "[4 0 R 41 0 R]")));
    var sealed = sign(append(signed, Letter.sealsUpdate()), Cms.by(People.SEAL));
    assertThat(judge(sealed).valid()).isTrue();

    altered(append(sealed, PdfVerifierTest.validationData()), "a certificate drawn on the page");
    altered(
        sign(
            append(
                signedWith(base -> base.put(Letter.PAGE, PAGE.replace("4 0 R", "[4 0 R 31 0 R]"))),
                Letter.sealsUpdate()),
            Cms.by(People.SEAL)),
        "the seal's look drawn on the page");
  }

  @Test
  void aListOfValidationDataThatAPageUsesTooCannotGrow() {
    for (var used : List.of("/Contents 42 0 R", "/Contents 4 0 R /PieceInfo << /A [42 0 R] >>")) {
      var base = new TreeMap<>(Letter.prepared());
      base.put(Letter.PAGE, PAGE.replace("/Contents 4 0 R", used));
      base.put(42, "[4 0 R]");
      var certified = new LinkedHashMap<>(Letter.leadersUpdate());
      certified.computeIfPresent(
          Letter.CATALOG, (n, s) -> s.replace("/Perms", "/DSS << /Certs 42 0 R >> /Perms"));
      var signed = sign(append(original(base, Letter.TRAILER), certified), Cms.by(People.LEADER));
      assertThat(judge(signed).valid()).isTrue();
      var update =
          objects(42, "[4 0 R 60 0 R]", 60, stream("", "BT /F1 12 Tf 72 600 Td <0002> Tj ET"));

      altered(append(signed, update), "the page grows");
      assertThat(judge(append(signed, update)).headline().en())
          .contains("object 42, which something else uses too, is changed");
    }
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
  void anUpdateUndoneByALaterOneIsSeen() {
    var hidden = append(ISSUED, objects(Letter.CONTENT, stream("", "")));
    var shown = append(hidden, objects(Letter.CONTENT, Letter.prepared(Letter.CONTENT)));

    altered(shown, "hidden and shown again");
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
