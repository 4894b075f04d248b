package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.StatusCode;
import vn.congvan.document.Urgency;

/** Senders write the same packet in many ways; each is read for what it means. */
class VariantsTest {
  private static final Instant TRACED = Instant.parse("2026-03-05T04:05:06Z");

  @TempDir Path folder;
  private Packets packets;

  @BeforeEach
  void open() {
    packets = new Packets(folder);
  }

  @Test
  void theKitsStyleWithPrefixesThatNobodyDeclares() throws Exception {
    var read = packets.read(Packets.fixture("kit-style.edxml"));

    var packet = (DocumentPacket) read.packet();
    assertThat(packet.from().organId()).isEqualTo("000.00.00.H57");
    assertThat(packet.from().inCharge()).isEqualTo("Chính phủ");
    assertThat(packet.from().email()).isNull();
    assertThat(packet.to())
        .extracting(OrganizationInfo::organId, OrganizationInfo::name)
        .containsExactly(
            tuple("000.00.12.H57", "Ủy ban nhân dân phường Hương Trà"),
            tuple("000.00.31.H57", "000.00.31.H57"));
    assertThat(packet.documentId()).isEqualTo("3f0c1f6e-0000-4000-8000-00000000000c");
    assertThat(packet.code().written()).isEqualTo("12/BC-UBND");
    assertThat(packet.subject()).isEqualTo("Báo cáo chuyển đổi số");
    assertThat(packet.dueDate()).isNull();
    assertThat(packet.toPlaces()).containsExactly("Như trên");
    assertThat(packet.other())
        .isEqualTo(new OtherInfo(Urgency.IMMEDIATE, null, null, null, 2, List.of("Bảng kê")));
    assertThat(packet.responsesFor()).isEmpty();
    assertThat(packet.steering()).isZero();
    assertThat(packet.trace()).containsExactly(new TraceHeader("000.00.00.H57", TRACED));
    assertThat(packet.business()).isEqualTo(Business.newDocument());
    assertThat(packet.attachments())
        .extracting(PacketAttachment::contentId, PacketAttachment::description)
        .containsExactly(tuple("tep-1", "Văn bản chính"));
    assertThat(new String(packets.bytes(read, 0), UTF_8)).startsWith("%PDF-1.7\nnoi dung");
  }

  @Test
  void theSameDocumentWhateverPrefixOrderSpellingOrPacking() throws Exception {
    var one = packets.read(Packets.fixture("no-prefix-and-another-order.edxml"));
    var other = packets.read(Packets.fixture("files-before-the-header.edxml"));

    assertThat(one.packet()).isEqualTo(other.packet());
    var packet = (DocumentPacket) one.packet();
    assertThat(packet.promulgation().date()).isEqualTo(LocalDate.of(2026, 3, 5));
    assertThat(packet.other()).isEqualTo(OtherInfo.of(Urgency.NORMAL));
    assertThat(packet.steering()).isEqualTo(DocumentPacket.NO_STEERING);
    assertThat(packet.trace()).containsExactly(new TraceHeader("H57", TRACED));
    assertThat(packet.business())
        .isEqualTo(
            new Business(
                Business.BusinessType.RECALL,
                "11-2026",
                "Thu hồi do nhầm",
                true,
                StaffInfo.none()));
  }

  @Test
  void filesComeInTheOrderOfTheManifestWithTheirNamesAndTrueTypes() throws Exception {
    for (var fixture :
        new String[] {"no-prefix-and-another-order.edxml", "files-before-the-header.edxml"}) {
      var read = packets.read(Packets.fixture(fixture));

      assertThat(read.uploads())
          .extracting(upload -> upload.fileName() + " " + upload.mediaType())
          .containsExactly("12-BC-UBND.pdf application/pdf", "bang.csv text/csv");
      assertThat(new String(packets.bytes(read, 0), UTF_8)).startsWith("%PDF-1.7\nnoi dung");
      assertThat(new String(packets.bytes(read, 1), UTF_8))
          .isEqualTo("stt;noi dung\n1;mot\n2;hai\n");
    }
  }

  @Test
  void aStatusOfAnotherSystem() throws Exception {
    var status = (StatusPacket) packets.read(Packets.fixture("status.edxml")).packet();

    assertThat(status.from().organId()).isEqualTo("000.00.12.H57");
    assertThat(status.from().name()).isEqualTo("000.00.12.H57");
    assertThat(status.status()).isEqualTo(StatusCode.REFUSED);
    assertThat(status.responseFor())
        .isEqualTo(
            new ResponseFor("000.00.00.H57", "12/BC-UBND", "12-2026", LocalDate.of(2026, 3, 5)));
    assertThat(status.staff().staff()).isEqualTo("Hồ Thị Dung");
    assertThat(status.description()).isEqualTo("Văn bản thiếu phụ lục");
    assertThat(status.timestamp()).isEqualTo(Instant.parse("2026-03-05T08:30:00Z"));
  }

  @Test
  void anotherEncodingThatIsDeclared() throws Exception {
    var text = new String(Packets.fixture("status.edxml"), UTF_8);
    var utf16 = text.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"").getBytes(UTF_16);

    assertThat(packets.read(utf16).packet()).isEqualTo(packets.read(text).packet());
  }

  @Test
  void textThatIsNotComposedIsComposedExceptWhereItNamesSomething() throws Exception {
    var decomposed = "H57-Qu\u0079\u0301";
    var text =
        new String(Packets.fixture("no-prefix-and-another-order.edxml"), UTF_8)
            .replace("<DocumentId>12-2026", "<DocumentId>" + decomposed)
            .replace("<CodeNotation>BC-UBND", "<CodeNotation>BC-UBNDTa\u0302n");

    var packet = (DocumentPacket) packets.read(text).packet();

    assertThat(packet.code().notation()).isEqualTo("BC-UBNDT\u00e2n");
    assertThat(packet.documentId()).isEqualTo(decomposed);
  }

  @Test
  void aFileThatIsAZipItselfMayComePackedOrNot() throws Exception {
    var document = zip("[Content_Types].xml", "<Types/>", "word/document.xml", "<w/>");
    var packed = zip(new String[] {"Dự thảo.docx"}, new byte[][] {document});

    for (var content : new byte[][] {document, packed}) {
      var read = packets.read(withFile("Dự thảo.docx", content));

      assertThat(packets.bytes(read, 0)).isEqualTo(document);
    }
  }

  @Test
  void aPdfIsAPdfWhateverItIsCalled() throws Exception {
    var read = packets.read(withFile("anh.png", Packets.PDF));

    assertThat(read.uploads().get(0).mediaType()).isEqualTo("application/pdf");
    assertThat(((DocumentPacket) read.packet()).attachments().get(0).contentType())
        .isEqualTo("application/pdf");
  }

  @Test
  void aNameIsNoPath() throws Exception {
    var read = packets.read(withFile("../../05\\UBND.pdf", Packets.PDF));

    assertThat(read.uploads().get(0).fileName()).isEqualTo("..-..-05-UBND.pdf");
  }

  /** The packet of a fixture with another file, not packed. */
  private static String withFile(String name, byte[] content) throws IOException {
    return new String(Packets.fixture("kit-style.edxml"), UTF_8)
        .replace("12-BC-UBND.pdf", name)
        .replace("application/pdf", "image/png")
        .replaceFirst("UEs[^<]*", Base64.getEncoder().encodeToString(content));
  }

  private static byte[] zip(String name, String content, String name2, String content2)
      throws IOException {
    return zip(
        new String[] {name, name2},
        new byte[][] {content.getBytes(UTF_8), content2.getBytes(UTF_8)});
  }

  private static byte[] zip(String[] names, byte[][] contents) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var i = 0; i < names.length; i++) {
        zip.putNextEntry(new ZipEntry(names[i]));
        zip.write(contents[i]);
      }
    }
    return out.toByteArray();
  }
}
