package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A packet that is wrong is refused with the reason, and nothing of it stays. */
class DefectsTest {
  private static final PacketLimits LIMITS = new PacketLimits(200_000, 60_000, 3, 16, 20_000);

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

  private static String good() throws IOException {
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

  @Test
  void aPacketThatIsTooLargeIsNotReadToItsEnd() throws Exception {
    var packets = new Packets(folder, LIMITS);
    var endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            given++;
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) ' ');
            given += length;
            return length;
          }
        };

    var problem =
        packets.problem(
            () ->
                packets.reader.read(
                    new SequenceInputStream(
                        new ByteArrayInputStream("<edXML>".getBytes(UTF_8)), endless)));

    assertThat(problem.reason().code()).isEqualTo("PACKET.TOO_LARGE");
    assertThat(problem.packet()).isEmpty();
    assertThat(endless.given).isLessThan(LIMITS.maxBytes() + 100_000);
  }

  @Test
  void aBrokenPacketThatIsTooLargeToHashIsNotReadToItsEndEither() throws Exception {
    var packets = new Packets(folder, LIMITS);
    var bytes = ("<edXML></wrong>" + " ".repeat(300_000)).getBytes(UTF_8);

    var problem = packets.problem(bytes);

    assertThat(problem.reason().code()).isEqualTo("PACKET.NOT_XML");
    assertThat(problem.packet()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "<edXML ", "<edXML></", "<edXML><!--", "<edXML><?a "})
  void aTagWithoutEndIsNotHeldInMemory(String start) throws Exception {
    var bytes = (start + "a".repeat(5_000_000)).getBytes(UTF_8);

    var problem = new Packets(folder).problem(bytes);

    assertThat(problem.reason().code()).isEqualTo("PACKET.TOO_LARGE");
    assertThat(problem.reason().vi()).contains("2 MB");
    assertThat(problem.packet()).contains(Packets.sha256(bytes));
  }

  @Test
  void aPacketOfMoreElementsThanAnybodyNeeds() throws Exception {
    var bytes = good().replace("<Subject>", "<a/>".repeat(100_001) + "<Subject>").getBytes(UTF_8);

    assertThat(new Packets(folder).problem(bytes).reason().vi()).contains("100000 phần tử");
  }

  @Test
  void aStreamThatFailsIsNotThePacketsFault() throws Exception {
    var packets = new Packets(folder);
    var bytes = packets.write(packets.full());
    for (var at : new int[] {0, 10, 1_000, 5_000, 20_000, bytes.length - 20, bytes.length}) {
      var failing =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes, 0, at),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw new IOException("the disk is gone");
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                  throw new IOException("the disk is gone");
                }
              });

      assertThat(catchThrowable(() -> packets.reader.read(failing)))
          .as("after %d bytes", at)
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("the disk is gone");
      assertThat(packets.inQuarantine()).isZero();
    }
  }

  @Test
  void aZipOfTwoFilesIsNotOneFile() throws Exception {
    assertThat(reasonFor(zip(2, 10))).contains("nhiều hơn một tệp");
  }

  @Test
  void aZipOfNothing() throws Exception {
    // An empty archive has no local header, so it is taken for a file that is not packed.
    var directoryOnly = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(directoryOnly)) {
      zip.putNextEntry(new ZipEntry("folder/"));
    }

    assertThat(reasonFor(directoryOnly.toByteArray())).contains("tệp rỗng");
  }

  @Test
  void aZipThatIsCutShortOrChanged() throws Exception {
    var zip = zip(1, 5_000);
    var changed = zip.clone();
    changed[300] ^= 4;

    assertThat(reasonFor(Arrays.copyOf(zip, 400))).contains("ZIP bị hỏng");
    assertThat(reasonFor(Arrays.copyOf(zip, 30))).contains("ZIP bị hỏng");
    assertThat(reasonFor(changed)).contains("ZIP bị hỏng");
  }

  @Test
  void aZipWhoseNameIsNotWhatItClaims() throws Exception {
    var zip = zip(1, 100);
    zip[7] |= 8; // the name is UTF-8
    zip[30] = (byte) 0xFF; // which this is not

    assertThat(reasonFor(zip)).contains("ZIP bị hỏng");
  }

  @Test
  void aZipThatIsEncrypted() throws Exception {
    var zip = zip(1, 100);
    zip[6] |= 1;

    assertThat(reasonFor(zip)).contains("ZIP bị hỏng");
  }

  @Test
  void aZipBombIsNotUnpacked() throws Exception {
    var packets = new Packets(folder, LIMITS);
    var bytes = withContent(bomb(50_000_000));

    var problem = packets.problem(bytes);

    assertThat(bytes.length).isLessThan(80_000);
    assertThat(problem.reason().code()).isEqualTo("PACKET.TOO_LARGE");
  }

  @Test
  void filesThatAreSmallAloneAreBoundedTogether() throws Exception {
    var limits = new PacketLimits(100_000, 60_000, 10, 16, 20_000);
    var packets = new Packets(folder, limits);
    var file = Base64.getEncoder().encodeToString(bomb(50_000));
    var more = new StringBuilder();
    for (var i = 0; i < 3; i++) {
      more.append(
          "<Attachment><ContentId>%d</ContentId><ContentTransferEncoded>%s</ContentTransferEncoded></Attachment>"
              .formatted(i, file));
    }

    var problem =
        packets.problem(
            good().replace("</AttachmentEncoded>", more + "</AttachmentEncoded>").getBytes(UTF_8));

    assertThat(problem.reason().code()).isEqualTo("PACKET.TOO_LARGE");
  }

  @Test
  void filesOutsideAreNeverRead() throws Exception {
    var secret = Files.writeString(folder.resolve("secret"), "bí mật");
    var packets = new Packets(folder.resolve("content"));
    for (var doctype :
        new String[] {
          "<!DOCTYPE edXML [<!ENTITY x SYSTEM \"%s\">]>".formatted(secret.toUri()),
          "<!DOCTYPE edXML SYSTEM \"%s\">".formatted(secret.toUri()),
          "<!DOCTYPE edXML [<!ENTITY %% x SYSTEM \"%s\"> %%x;]>".formatted(secret.toUri())
        }) {
      var bytes =
          good()
              .replace("<edXML ", doctype + "<edXML ")
              .replace("Báo cáo chuyển đổi số", "&x;")
              .getBytes(UTF_8);

      var problem = packets.problem(bytes);

      assertThat(problem.reason().code()).isEqualTo("PACKET.DTD");
      assertThat(problem.reason().toString()).doesNotContain("bí mật");
    }
  }

  @Test
  void aBillionLaughsAreNotExpanded() throws Exception {
    var entities = new StringBuilder("<!DOCTYPE edXML [<!ENTITY a0 \"ha\">");
    for (var i = 1; i < 30; i++) {
      entities.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
    }
    var bytes =
        good()
            .replace("<edXML ", entities + "]><edXML ")
            .replace("Báo cáo chuyển đổi số", "&a29;")
            .getBytes(UTF_8);

    assertThat(new Packets(folder).problem(bytes).reason().code()).isEqualTo("PACKET.DTD");
  }

  private String reasonFor(byte[] content) throws IOException {
    var problem = new Packets(folder).problem(withContent(content));
    assertThat(problem.reason().code()).isEqualTo("PACKET.BAD_ATTACHMENT");
    return problem.reason().vi();
  }

  private static byte[] withContent(byte[] content) throws IOException {
    return good()
        .replace(
            "JVBERi0xLjcKbm9pIGR1bmcgdmFuIGJhbiBzbyAxMgolJUVPRgo=",
            Base64.getEncoder().encodeToString(content))
        .getBytes(UTF_8);
  }

  /** Entries that are stored, so that every byte of them is its own. */
  private static byte[] zip(int entries, int size) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var i = 0; i < entries; i++) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) ('a' + i));
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry("tep-%d.pdf".formatted(i));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
    return out.toByteArray();
  }

  private static byte[] bomb(int size) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("bom.pdf"));
      zip.write(new byte[size]);
    }
    return out.toByteArray();
  }
}
