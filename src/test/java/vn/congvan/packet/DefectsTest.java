package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A packet that is wrong is refused with the reason, and nothing of it stays. */
class DefectsTest {
  static final PacketLimits LIMITS = new PacketLimits(200_000, 60_000, 3, 16, 20_000);

  @TempDir Path folder;

  /**
   * What is wrong, what to replace of a good packet and by what, the code, what the reason says.
   */
  static Stream<Arguments> defects() {
    return Stream.of(
        arguments("end tag missing", "</Subject>", "", "PACKET.NOT_XML", "dòng 14"),
        arguments("control character", "Báo cáo", "B\u0001o", "PACKET.NOT_XML", "dòng 7"),
        arguments("control character by number", "Báo cáo", "B&#1;o", "PACKET.NOT_XML", ""),
        arguments(
            "XML 1.1", "<?xml version=\"1.0\"?>", "<?xml version=\"1.1\"?>", "PACKET.NOT_XML", ""),
        arguments("undeclared entity", "Báo cáo", "B&aacute;o", "PACKET.NOT_XML", ""),
        arguments("something after the end", "</edXML>", "</edXML>x", "PACKET.NOT_XML", ""),
        arguments("a second root", "</edXML>", "</edXML><edXML/>", "PACKET.NOT_XML", ""),
        arguments("doctype", "<edXML ", "<!DOCTYPE edXML><edXML ", "PACKET.DTD", "DOCTYPE"),
        arguments(
            "no header", "MessageHeader>", "MessageHead>", "PACKET.MISSING_FIELD", "MessageHeader"),
        arguments(
            "two headers",
            "</MessageHeader>",
            "</MessageHeader><MessageHeader/>",
            "PACKET.REPEATED_FIELD",
            "MessageHeader"),
        arguments(
            "two traces",
            "</TraceHeaderList>",
            "</TraceHeaderList><TraceHeaderList/>",
            "PACKET.REPEATED_FIELD",
            "TraceHeaderList"),
        arguments(
            "two subjects",
            "<Subject>",
            "<Subject>a</Subject><Subject>",
            "PACKET.REPEATED_FIELD",
            "Subject"),
        arguments("no sender", "From>", "Frm>", "PACKET.MISSING_FIELD", "From"),
        arguments(
            "sender without code",
            "<OrganId>H57</OrganId></From>",
            "</From>",
            "PACKET.MISSING_FIELD",
            "From/OrganId"),
        arguments(
            "sender without name", "OrganName>", "Name>", "PACKET.MISSING_FIELD", "From/OrganName"),
        arguments("no receiver", "To>", "T0>", "PACKET.MISSING_FIELD", "To"),
        arguments(
            "receiver without code",
            "<To><OrganId>H57.12</OrganId>",
            "<To>",
            "PACKET.MISSING_FIELD",
            "To/OrganId"),
        arguments(
            "a receiver twice",
            "</To>",
            "</To><To><OrganId> H57.12 </OrganId></To>",
            "PACKET.DUPLICATE_RECEIVER",
            "H57.12"),
        arguments(
            "no document id",
            "<DocumentId>12-2026</DocumentId>",
            "",
            "PACKET.MISSING_FIELD",
            "DocumentId"),
        arguments(
            "empty document id",
            "<DocumentId>12-2026",
            "<DocumentId> \n ",
            "PACKET.MISSING_FIELD",
            "DocumentId"),
        arguments("no code", "Code>", "Kode>", "PACKET.MISSING_FIELD", "Code"),
        arguments(
            "no number",
            "<CodeNumber>12",
            "<CodeNumber>",
            "PACKET.MISSING_FIELD",
            "Code/CodeNumber"),
        arguments(
            "no notation",
            "<CodeNotation>BC-UBND",
            "<CodeNotation>",
            "PACKET.MISSING_FIELD",
            "Code/CodeNotation"),
        arguments(
            "no place", "<Place>Huế", "<Place>", "PACKET.MISSING_FIELD", "PromulgationInfo/Place"),
        arguments(
            "no date",
            "05/03/2026</Prom",
            "</Prom",
            "PACKET.MISSING_FIELD",
            "PromulgationInfo/PromulgationDate"),
        arguments("no type", "TypeName>", "Tipe>", "PACKET.MISSING_FIELD", "DocumentType/TypeName"),
        arguments(
            "no subject",
            "<Subject>Báo cáo chuyển đổi số",
            "<Subject>",
            "PACKET.MISSING_FIELD",
            "Subject"),
        arguments("no signer", "SignerInfo>", "Signer>", "PACKET.MISSING_FIELD", "SignerInfo"),
        arguments(
            "signer without position",
            "Position>",
            "Posit>",
            "PACKET.MISSING_FIELD",
            "SignerInfo/Position"),
        arguments(
            "signer without name",
            "FullName>",
            "Fullname>",
            "PACKET.MISSING_FIELD",
            "SignerInfo/FullName"),
        arguments(
            "number too long",
            "<CodeNumber>12",
            "<CodeNumber>123456789012",
            "PACKET.FIELD_TOO_LONG",
            "Code/CodeNumber"),
        arguments("notation too long", "BC-UBND", "B".repeat(31), "PACKET.FIELD_TOO_LONG", "30"),
        arguments(
            "subject too long",
            "Báo cáo chuyển",
            "á".repeat(501),
            "PACKET.FIELD_TOO_LONG",
            "Subject"),
        arguments(
            "reason too long",
            "Thu hồi",
            "á".repeat(1001),
            "PACKET.FIELD_TOO_LONG",
            "Business/BusinessDocReason"),
        arguments(
            "30 February", "05/03/2026</Prom", "30/02/2026</Prom", "PACKET.BAD_DATE", "30/02/2026"),
        arguments("date in words", "05/03/2026</Prom", "ngày 5</Prom", "PACKET.BAD_DATE", "ngày 5"),
        arguments(
            "time of hop wrong",
            "11:05:06",
            "25:05:06",
            "PACKET.BAD_DATE",
            "TraceHeader/Timestamp"),
        arguments("business type unknown", "DocType>1", "DocType>4", "PACKET.BAD_VALUE", "4"),
        arguments("paper unknown", "<Paper>1", "<Paper>có", "PACKET.BAD_VALUE", "có"),
        arguments(
            "priority unknown",
            "<Subject>",
            "<OtherInfo><Priority>9</Priority></OtherInfo><Subject>",
            "PACKET.BAD_VALUE",
            "OtherInfo/Priority"),
        arguments(
            "pages negative",
            "<Subject>",
            "<OtherInfo><PageAmount>-1</PageAmount></OtherInfo><Subject>",
            "PACKET.BAD_VALUE",
            "OtherInfo/PageAmount"),
        arguments(
            "pages beyond counting",
            "<Subject>",
            "<OtherInfo><PageAmount>9999999999</PageAmount></OtherInfo><Subject>",
            "PACKET.BAD_VALUE",
            "OtherInfo/PageAmount"),
        arguments(
            "steering unknown",
            "<Subject>",
            "<SteeringType>7</SteeringType><Subject>",
            "PACKET.BAD_VALUE",
            "SteeringType"),
        arguments(
            "answers nobody",
            "<Subject>",
            "<ResponseFor><Code>1/A</Code></ResponseFor><Subject>",
            "PACKET.MISSING_FIELD",
            "ResponseFor/OrganId"),
        arguments(
            "file listed but not there",
            "<ContentId>b</ContentId>",
            "<ContentId>c</ContentId>",
            "PACKET.BAD_ATTACHMENT",
            "Tệp b"),
        arguments(
            "file there but not listed",
            "</AttachmentEncoded>",
            "<Attachment><ContentId>x</ContentId><ContentTransferEncoded>eHg=</ContentTransferEncoded></Attachment></AttachmentEncoded>",
            "PACKET.BAD_ATTACHMENT",
            "Tệp x"),
        arguments(
            "file there twice",
            "<ContentId>b</ContentId>",
            "<ContentId>cid:a</ContentId>",
            "PACKET.BAD_ATTACHMENT",
            "hai lần"),
        arguments(
            "file listed twice",
            "<ContentId>cid:b",
            "<ContentId>cid:a",
            "PACKET.BAD_ATTACHMENT",
            "hai lần"),
        arguments(
            "file without id", "<ContentId>b</ContentId>", "", "PACKET.MISSING_FIELD", "ContentId"),
        arguments(
            "file without name",
            "<AttachmentName>bang.csv</AttachmentName>",
            "",
            "PACKET.MISSING_FIELD",
            "Reference/AttachmentName"),
        arguments(
            "file name too long",
            "bang.csv",
            "b".repeat(201),
            "PACKET.FIELD_TOO_LONG",
            "AttachmentName"),
        arguments(
            "file without content",
            "<ContentTransferEncoded>c3R0O25vaSBkdW5nCjE7bW90CjI7aGFpCg==</ContentTransferEncoded>",
            "",
            "PACKET.MISSING_FIELD",
            "ContentTransferEncoded"),
        arguments(
            "file with two contents",
            "<ContentTransferEncoded>c3R0",
            "<ContentTransferEncoded>AAAA</ContentTransferEncoded><ContentTransferEncoded>c3R0",
            "PACKET.REPEATED_FIELD",
            "ContentTransferEncoded"),
        arguments(
            "empty file",
            "c3R0O25vaSBkdW5nCjE7bW90CjI7aGFpCg==",
            "\n",
            "PACKET.BAD_ATTACHMENT",
            "tệp rỗng"),
        arguments(
            "placeholder for a file",
            "c3R0O25vaSBkdW5nCjE7bW90CjI7aGFpCg==",
            "${content of the file}",
            "PACKET.BAD_ATTACHMENT",
            "Base64"),
        arguments(
            "letter that is not Base64",
            "c3R0O25va",
            "c3R0Ố5va",
            "PACKET.BAD_ATTACHMENT",
            "Base64"),
        arguments(
            "Base64 after its end, in another piece",
            "c3R0O25vaSBkdW5nCjE7bW90CjI7aGFpCg==",
            "A".repeat(8_190) + "==AAAA",
            "PACKET.BAD_ATTACHMENT",
            "Base64"),
        arguments(
            "Base64 after its end", "aGFpCg==", "aGFpCg==c3R0", "PACKET.BAD_ATTACHMENT", "Base64"),
        arguments("Base64 cut short", "aGFpCg==", "aGFpC", "PACKET.BAD_ATTACHMENT", "Base64"),
        arguments(
            "element in a file",
            "aGFpCg==",
            "aGFp<Include/>Cg==",
            "PACKET.BAD_ATTACHMENT",
            "Base64"),
        arguments(
            "too many files",
            "</AttachmentEncoded>",
            "<Attachment><ContentId>x</ContentId><ContentTransferEncoded>eHg=</ContentTransferEncoded></Attachment><Attachment><ContentId>y</ContentId><ContentTransferEncoded>eHg=</ContentTransferEncoded></Attachment></AttachmentEncoded>",
            "PACKET.TOO_LARGE",
            "3 tệp"),
        arguments(
            "file too large",
            "c3R0O25vaSBkdW5nCjE7bW90CjI7aGFpCg==",
            "A".repeat(80_004),
            "PACKET.TOO_LARGE",
            "60000 byte"),
        arguments(
            "nested too deeply",
            "<Subject>",
            "<a>".repeat(20) + "</a>".repeat(20) + "<Subject>",
            "PACKET.TOO_DEEP",
            "16"),
        arguments(
            "nested too deeply in what is skipped",
            "<edXMLBody>",
            "<Signature>" + "<a>".repeat(20) + "</a>".repeat(20) + "</Signature><edXMLBody>",
            "PACKET.TOO_DEEP",
            "16"),
        arguments(
            "too much text",
            "<Subject>",
            "<Unknown>" + "á".repeat(20_000) + "</Unknown><Subject>",
            "PACKET.TOO_LARGE",
            "20000"),
        arguments(
            "too much text in many fields",
            "<Subject>",
            ("<Unknown>" + "a".repeat(999) + "</Unknown>").repeat(21) + "<Subject>",
            "PACKET.TOO_LARGE",
            "20000"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void aDefectIsNamed(String defect, String good, String bad, String code, String says)
      throws Exception {
    var packets = new Packets(folder, LIMITS);
    var text = good();
    assertThat(packets.read(text).uploads())
        .as("the packet without the defect")
        .hasSize(2)
        .allSatisfy(packets.content::discard);
    assertThat(text).contains(good);
    var bytes = text.replace(good, bad).getBytes(UTF_8);

    var problem = packets.problem(bytes);

    assertThat(problem.reason().code()).isEqualTo(code);
    assertThat(problem.reason().vi()).contains(says);
    assertThat(problem.reason().en()).isNotBlank();
    assertThat(problem.packet()).contains(Packets.sha256(bytes));
  }

  static String good() throws IOException {
    return new String(Packets.fixture("no-prefix-and-another-order.edxml"), UTF_8);
  }

  @Test
  void anotherRootIsNamed() throws Exception {
    var problem = new Packets(folder).problem("<eDoc><MessageHeader/></eDoc>".getBytes(UTF_8));

    assertThat(problem.reason().code()).isEqualTo("PACKET.NOT_EDXML");
    assertThat(problem.reason().vi()).contains("eDoc");
  }

  @Test
  void whatIsNoXmlAtAll() throws Exception {
    var packets = new Packets(folder);
    for (var bytes : new byte[][] {{}, {0}, {'x'}, {'<'}, Packets.PDF, "<?xml".getBytes(UTF_8)}) {
      var problem = packets.problem(bytes);

      assertThat(problem.reason().code()).isEqualTo("PACKET.NOT_XML");
      assertThat(problem.packet()).contains(Packets.sha256(bytes));
      assertThat(problem.claim()).isEmpty();
    }
  }

  @Test
  void theClaimTellsWhoseDocumentItIsWhateverIsWrongAfterwards() throws Exception {
    var packets = new Packets(folder);
    for (var bad :
        new String[] {
          good().replace("Lê Văn An", "x".repeat(51)),
          good().replace("<ContentId>b<", "<ContentId>c<"),
          good().substring(0, good().indexOf("<TraceHeaderList>"))
        }) {
      var claim = packets.problem(bad.getBytes(UTF_8)).claim().orElseThrow();

      assertThat(claim.sender()).isEqualTo("H57");
      assertThat(claim.document())
          .isEqualTo(new ResponseFor("H57", "12/BC-UBND", "12-2026", LocalDate.of(2026, 3, 5)));
    }
  }

  @Test
  void theClaimLeavesOutWhatCouldNotBeRead() throws Exception {
    var packets = new Packets(folder);

    var withoutDate = packets.problem(good().replace("05/03/2026</P", "?</P").getBytes(UTF_8));
    var withoutSender = packets.problem(good().replace("From>", "Frm>").getBytes(UTF_8));
    var cut = good().substring(0, good().indexOf("</From>"));

    assertThat(withoutDate.claim().orElseThrow().document())
        .isEqualTo(new ResponseFor("H57", "12/BC-UBND", "12-2026", null));
    assertThat(withoutSender.claim()).isEmpty();
    assertThat(packets.problem(cut.getBytes(UTF_8)).claim().orElseThrow().sender())
        .isEqualTo("H57");
  }

  @Test
  void nobodyIsToAnswerAStatusThatIsWrong() throws Exception {
    var status = new String(Packets.fixture("status.edxml"), UTF_8);
    var packets = new Packets(folder);
    for (var bad :
        new String[] {
          status.replace(">02<", ">99<"),
          status.replace("2026/03/05 15:30:00", ""),
          status.replace("ResponseFor>", "Response>")
        }) {
      assertThat(packets.problem(bad.getBytes(UTF_8)).claim()).isEmpty();
    }
    assertThat(packets.problem(status.replace(">02<", ">99<").getBytes(UTF_8)).reason().vi())
        .contains("StatusCode", "99");
  }
}
