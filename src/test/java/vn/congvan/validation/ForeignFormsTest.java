package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.Judging.judge;
import static vn.congvan.validation.PdfDraft.append;
import static vn.congvan.validation.PdfDraft.bytes;
import static vn.congvan.validation.PdfDraft.concat;
import static vn.congvan.validation.PdfDraft.original;
import static vn.congvan.validation.PdfDraft.sign;
import static vn.congvan.validation.PdfDraft.startxref;
import static vn.congvan.validation.PdfDraft.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files as other programs write them: packed, hybrid, linearized. */
class ForeignFormsTest {
  private static final int CONTAINER = 90;
  private static final int SECTION = 91;

  private static byte[] packed(
      byte[] before, Map<Integer, String> objects, int container, int section, String trailer) {
    var packed = PackedPdf.packable(objects);
    return PackedPdf.revision(
        before, PackedPdf.without(objects, packed), packed, container, section, trailer);
  }

  private static byte[] packedOriginal() {
    return packed(bytes("%PDF-1.7\n"), Letter.prepared(), CONTAINER, SECTION, Letter.TRAILER);
  }

  private static byte[] packedUpdate(
      byte[] file, Map<Integer, String> objects, int container, int section) {
    return packed(
        file,
        objects,
        container,
        section,
        "/Root 1 0 R /ID [<0A> <0C>] /Prev %d".formatted(startxref(file)));
  }

  private static byte[] packedSigned() {
    return sign(
        packedUpdate(packedOriginal(), Letter.leadersUpdate(), 92, 93), Cms.by(People.LEADER));
  }

  private static byte[] packedIssued() {
    return sign(packedUpdate(packedSigned(), Letter.sealsUpdate(), 94, 95), Cms.by(People.SEAL));
  }

  @Test
  void packedObjectsAndCrossReferenceStreamsAreRead() {
    assertThat(judge(packedOriginal()).headline().code()).isEqualTo("VERIFY.NOT_SIGNED");
    assertThat(judge(packedSigned(), Expectations.signedByLeader()).findings()).isEmpty();
    assertThat(judge(packedIssued(), Expectations.issuedBy(People.AGENCY)).findings()).isEmpty();
  }

  @Test
  void aTableMayFollowAStream() {
    var file = sign(append(packedSigned(), Letter.sealsUpdate(), ""), Cms.by(People.SEAL));

    assertThat(judge(file, Expectations.issuedBy(People.AGENCY)).findings()).isEmpty();
  }

  @Test
  void anObjectStreamOfAnUpdateHoldsNothingUnlisted() {
    var sound = objectStreamUpdate(Map.of(60, "<< /A 1 >>"), Map.of(60, 0), "");
    assertThat(judge(sound).headline().en()).contains("object 60 is added for no permitted reason");

    var more = new TreeMap<>(Map.of(60, "<< /A 1 >>", 61, "<< /Type /Page >>"));
    seen(
        objectStreamUpdate(more, Map.of(60, 0), ""), "object 61 in an object stream is not listed");
    seen(
        objectStreamUpdate(more, Map.of(60, 1, 61, 0), ""),
        "object 60 is not where its entry says");
    seen(
        objectStreamUpdate(Map.of(60, "<< /A 1 >>"), Map.of(60, 0), "/Extends 90 0 R"),
        "an object stream that extends another");
    seen(
        objectStreamUpdate(Map.of(60, "<< /A 1 >> 7"), Map.of(60, 0), ""),
        "more than one value for object 60");
  }

  private static byte[] objectStreamUpdate(
      Map<Integer, String> packed, Map<Integer, Integer> listed, String more) {
    var signed = packedSigned();
    var container = PackedPdf.objectStream(94, new TreeMap<>(packed), more);
    var entries = new TreeMap<Integer, PackedPdf.Entry>();
    listed.forEach((number, index) -> entries.put(number, new PackedPdf.Entry(2, 94, index)));
    entries.put(94, new PackedPdf.Entry(1, signed.length, 0));
    var offset = signed.length + container.length;
    entries.put(95, new PackedPdf.Entry(1, offset, 0));
    return concat(
        signed,
        container,
        PackedPdf.section(
            offset, 95, entries, "/Root 1 0 R /Prev %d".formatted(startxref(signed))));
  }

  @Test
  void anUpdateCannotUseAnObjectStreamOfBeforeOrTurnAnObjectIntoOne() {
    var signed = packedSigned();
    var entries = new TreeMap<Integer, PackedPdf.Entry>();
    entries.put(Letter.CATALOG, new PackedPdf.Entry(2, CONTAINER, 0));
    entries.put(95, new PackedPdf.Entry(1, signed.length, 0));
    var trailer = "/Root 1 0 R /Prev %d".formatted(startxref(signed));

    seen(
        concat(signed, PackedPdf.section(signed.length, 95, entries, trailer)),
        "object 90 becomes a container of others");

    var update = new LinkedHashMap<>(Letter.sealsUpdate());
    var packed = PackedPdf.packable(update);
    seen(
        sign(
            PackedPdf.revision(
                signed, PackedPdf.without(update, packed), packed, Letter.CONTENT, 95, trailer),
            Cms.by(People.SEAL)),
        "object 4 becomes a container of others");
    seen(
        sign(
            PackedPdf.revision(
                signed, PackedPdf.without(update, packed), packed, 94, Letter.CONTENT, trailer),
            Cms.by(People.SEAL)),
        "object 4 becomes a container of others");
  }

  private static void seen(byte[] file, String why) {
    var report = judge(file);
    assertThat(report.valid()).isFalse();
    assertThat(report.headline().en()).contains(why);
  }

  /** As office programs write: a table for old readers, and a stream with what it leaves out. */
  @Test
  void aHybridFileIsReadWithWhatItsTableHides() {
    var file = hybrid();
    assertThat(judge(file).headline().code()).isEqualTo("VERIFY.NOT_SIGNED");
    var signed = sign(append(file, Letter.leadersUpdate()), Cms.by(People.LEADER));

    assertThat(judge(signed, Expectations.signedByLeader()).findings()).isEmpty();
    assertThat(
            judge(
                    sign(append(signed, Letter.sealsUpdate()), Cms.by(People.SEAL)),
                    Expectations.issuedBy(People.AGENCY))
                .findings())
        .isEmpty();
    var hidden = append(signed, Letter.sealsUpdate(), "/XRefStm 100");
    assertThat(judge(sign(hidden, Cms.by(People.SEAL))).valid()).isFalse();
  }

  private static byte[] hybrid() {
    var objects = Letter.prepared();
    var packed = new TreeMap<Integer, String>();
    packed.put(Letter.NUMBER, objects.get(Letter.NUMBER));
    packed.put(Letter.PAGES, objects.get(Letter.PAGES));
    var out = new StringBuilder("%PDF-1.7\n");
    var rows = new TreeMap<Integer, String>();
    rows.put(0, "0000000000 65535 f ");
    PackedPdf.without(objects, packed)
        .forEach(
            (number, body) -> {
              rows.put(number, "%010d 00000 n ".formatted(out.length()));
              out.append("%d 0 obj\n%s\nendobj\n".formatted(number, body));
            });
    packed.keySet().forEach(number -> rows.put(number, "0000000000 65535 f "));
    var entries = new TreeMap<Integer, PackedPdf.Entry>();
    entries.put(Letter.PAGES, new PackedPdf.Entry(2, CONTAINER, 0));
    entries.put(Letter.NUMBER, new PackedPdf.Entry(2, CONTAINER, 1));
    entries.put(CONTAINER, new PackedPdf.Entry(1, out.length(), 0));
    out.append(text(PackedPdf.objectStream(CONTAINER, packed, "")));
    var hiddenAt = out.length();
    entries.put(SECTION, new PackedPdf.Entry(1, hiddenAt, 0));
    var section = text(PackedPdf.section(hiddenAt, SECTION, entries, "/Root 1 0 R"));
    out.append(section, 0, section.indexOf("startxref"));
    var xref = out.length();
    out.append("xref\n");
    rows.forEach((number, row) -> out.append("%d 1\n%s\n".formatted(number, row)));
    out.append(
        "trailer\n<< /Size 92 /Root 1 0 R /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n"
            .formatted(hiddenAt, xref));
    return bytes(out.toString());
  }

  /** As programs of old wrote them, and only in the original. */
  @Test
  void objectsMayStandBehindTheSectionOfAnOriginal() {
    var file = lateObject("");
    assertThat(judge(file).headline().en()).startsWith("THE FILE IS NOT SIGNED");
    var signed = sign(append(file, Letter.leadersUpdate()), Cms.by(People.LEADER));
    assertThat(judge(signed, Expectations.signedByLeader()).findings()).isEmpty();

    assertThat(judge(lateObject("x")).headline().code()).isEqualTo("VERIFY.UNREADABLE");
    var update = text(append(signed, Map.of()));
    var late = update.lastIndexOf("startxref");
    var inUpdate = update.substring(0, late) + "70 0 obj\n1\nendobj\n" + update.substring(late);
    assertThat(judge(bytes(inUpdate)).headline().code()).isEqualTo("VERIFY.STRUCTURE");
  }

  private static byte[] lateObject(String noise) {
    var objects = Letter.prepared();
    var early = PackedPdf.without(objects, Map.of(Letter.PAGE, ""));
    var file = text(original(early, Letter.TRAILER));
    var row = "%d 1\n%010d 00000 n \n".formatted(Letter.PAGE, 0);
    var section = file.indexOf("trailer");
    var end = file.lastIndexOf("startxref");
    var page = "%d 0 obj\n%s\nendobj\n".formatted(Letter.PAGE, objects.get(Letter.PAGE));
    return bytes(
        file.substring(0, section)
            + row.replace("%010d".formatted(0), "%010d".formatted(end + row.length()))
            + file.substring(section, end)
            + page
            + noise
            + file.substring(end));
  }

  /** The section for the first page stands first, and names the main one, which stands last. */
  @Test
  void aLinearizedFileIsOneRevisionOfTwoSections() {
    var file = linearized();
    assertThat(judge(file).headline().en()).startsWith("THE FILE IS NOT SIGNED");
    var signed = sign(append(file, Letter.leadersUpdate()), Cms.by(People.LEADER));
    var issued = sign(append(signed, Letter.sealsUpdate()), Cms.by(People.SEAL));

    assertThat(judge(signed, Expectations.signedByLeader()).findings()).isEmpty();
    assertThat(judge(issued, Expectations.issuedBy(People.AGENCY)).findings()).isEmpty();
  }

  private static byte[] linearized() {
    var objects = Letter.prepared();
    var first = new TreeMap<Integer, String>();
    first.put(Letter.CATALOG, objects.get(Letter.CATALOG));
    first.put(Letter.PAGE, objects.get(Letter.PAGE));
    var head = "%PDF-1.7\n50 0 obj\n<< /Linearized 1 >>\nendobj\n";
    var sectionLength = 0;
    for (var attempt = 0; ; attempt++) {
      var body = new StringBuilder(head);
      var firstAt = head.length();
      var at = firstAt + sectionLength;
      var firstRows = new TreeMap<Integer, String>();
      firstRows.put(50, "%010d 00000 n ".formatted(head.indexOf("50 0 obj")));
      var rest = new StringBuilder();
      for (var entry : first.entrySet()) {
        firstRows.put(entry.getKey(), "%010d 00000 n ".formatted(at + rest.length()));
        rest.append("%d 0 obj\n%s\nendobj\n".formatted(entry.getKey(), entry.getValue()));
      }
      var rows = new TreeMap<Integer, String>();
      rows.put(0, "0000000000 65535 f ");
      for (var entry : PackedPdf.without(objects, first).entrySet()) {
        rows.put(entry.getKey(), "%010d 00000 n ".formatted(at + rest.length()));
        rest.append("%d 0 obj\n%s\nendobj\n".formatted(entry.getKey(), entry.getValue()));
      }
      var mainAt = at + rest.length();
      var section = new StringBuilder("xref\n");
      firstRows.forEach((number, row) -> section.append("%d 1\n%s\n".formatted(number, row)));
      section.append(
          "trailer\n<< /Size 51 /Root 1 0 R /Prev %010d >>\nstartxref\n0\n%%%%EOF\n"
              .formatted(mainAt));
      if (section.length() == sectionLength) {
        body.append(section).append(rest).append("xref\n");
        rows.forEach((number, row) -> body.append("%d 1\n%s\n".formatted(number, row)));
        body.append("trailer\n<< /Size 51 >>\nstartxref\n%d\n%%%%EOF\n".formatted(firstAt));
        return bytes(body.toString());
      }
      assertThat(attempt).isLessThan(3);
      sectionLength = section.length();
    }
  }
}
