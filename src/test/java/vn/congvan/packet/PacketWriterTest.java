package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import vn.congvan.document.SetAside;

/** What we write is edXML as other systems know it: judged here by a parser that is not ours. */
class PacketWriterTest {
  private static final String NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016";

  @TempDir Path folder;
  private Packets packets;

  @BeforeEach
  void open() {
    packets = new Packets(folder);
  }

  @Test
  void theElementsComeInTheKitsOrderAndAllInTheStandardsNamespace() throws Exception {
    var document = parsed(packets.write(packets.full()));

    assertThat(childrenOf(document.getDocumentElement()))
        .containsExactly("edXMLEnvelope", "AttachmentEncoded");
    assertThat(childrenOf(only(document, "edXMLEnvelope")))
        .containsExactly("edXMLHeader", "edXMLBody");
    assertThat(childrenOf(only(document, "edXMLHeader")))
        .containsExactly("MessageHeader", "TraceHeaderList");
    assertThat(childrenOf(only(document, "MessageHeader")))
        .containsExactly(
            "From",
            "To",
            "To",
            "DocumentId",
            "Code",
            "PromulgationInfo",
            "DocumentType",
            "Subject",
            "Content",
            "SignerInfo",
            "DueDate",
            "OtherInfo",
            "ResponseFor",
            "ResponseFor",
            "SteeringType",
            "ApplicationType",
            "ToPlaces",
            "ResponseForTask");
    assertThat(childrenOf(only(document, "TraceHeaderList")))
        .containsExactly("TraceHeader", "TraceHeader", "Bussiness");
    assertThat(childrenOf(only(document, "Bussiness")))
        .containsExactly(
            "DocumentId", "BussinessDocType", "BussinessDocReason", "Paper", "StaffInfo");
    assertThat(only(document, "edXMLManifest").getAttribute("version")).isEqualTo("1.0");
    var all = document.getElementsByTagName("*");
    for (var i = 0; i < all.getLength(); i++) {
      assertThat(all.item(i).getNamespaceURI()).isEqualTo(NAMESPACE);
      assertThat(all.item(i).getPrefix()).isEqualTo(i == 0 ? null : "edXML");
    }
  }

  @Test
  void everyCharacterSurvivesAParserThatIsNotOurs() throws Exception {
    var document = parsed(packets.write(packets.full()));

    assertThat(only(document, "Subject").getTextContent()).isEqualTo(packets.full().subject());
    assertThat(only(document, "Content").getTextContent()).isEqualTo(packets.full().content());
  }

  @Test
  void aFileIsAZipOfOneEntryNamedAsTheFileInBase64() throws Exception {
    var document = parsed(packets.write(packets.full()));

    var contents = document.getElementsByTagNameNS(NAMESPACE, "ContentTransferEncoded");
    assertThat(contents.getLength()).isEqualTo(2);
    for (var i = 0; i < 2; i++) {
      var packed = Base64.getDecoder().decode(contents.item(i).getTextContent());
      try (var zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
        var attachment = packets.full().attachments().get(i);
        assertThat(zip.getNextEntry().getName()).isEqualTo(attachment.name());
        assertThat(Packets.sha256(zip.readAllBytes())).isEqualTo(attachment.content());
        assertThat(zip.getNextEntry()).isNull();
      }
    }
  }

  @Test
  void aManifestAndItsFilesAreLinkedByTheSameId() throws Exception {
    var ids = parsed(packets.write(packets.full())).getElementsByTagNameNS(NAMESPACE, "ContentId");

    var texts = new ArrayList<String>();
    for (var i = 0; i < ids.getLength(); i++) {
      texts.add(ids.item(i).getTextContent());
    }
    assertThat(texts).containsExactly("cid:main", "cid:annex-1", "cid:main", "cid:annex-1");
  }

  @Test
  void aStatusHasTheFieldsOfAStatusAndNoBody() throws Exception {
    var document = parsed(packets.write(Packets.status()));

    assertThat(childrenOf(document.getDocumentElement())).containsExactly("edXMLEnvelope");
    assertThat(childrenOf(only(document, "edXMLEnvelope"))).containsExactly("edXMLHeader");
    assertThat(childrenOf(only(document, "MessageHeader")))
        .containsExactly(
            "From", "ResponseFor", "StaffInfo", "StatusCode", "Description", "Timestamp");
    assertThat(childrenOf(only(document, "ResponseFor")))
        .containsExactly("OrganId", "Code", "PromulgationDate", "DocumentId");
    assertThat(only(document, "StatusCode").getTextContent()).isEqualTo("03");
    assertThat(only(document, "Timestamp").getTextContent()).isEqualTo("2026/03/05 11:05:06");
  }

  @Test
  void whatNoReceiverWouldTakeIsNotWritten() throws Exception {
    assertThat(codeFor("chuông \u0007 reo")).isEqualTo("PACKET.CONTROL_CHARACTER");
    assertThat(codeFor("nửa \uD83D chữ")).isEqualTo("PACKET.CONTROL_CHARACTER");
    assertThat(codeFor("\uFFFE")).isEqualTo("PACKET.CONTROL_CHARACTER");
    assertThat(codeFor("á".repeat(501))).isEqualTo("PACKET.FIELD_TOO_LONG");
    assertThat(codeFor("  ")).isEqualTo("PACKET.MISSING_FIELD");
  }

  @Test
  void aFileThatIsDamagedOnTheDiskDoesNotLeave() throws Exception {
    var packet = packets.plain();
    var file = packets.content.path(packet.attachments().get(0).content());
    Files.delete(file);

    assertThat(codeOf(packet)).isEqualTo("CONTENT.MISSING");

    Files.write(file, new byte[Packets.PDF.length]);
    assertThat(codeOf(packet)).isEqualTo("CONTENT.DAMAGED");
  }

  private String codeFor(String subject) {
    return codeOf(Packets.withSubject(subject));
  }

  private String codeOf(DocumentPacket packet) {
    return catchThrowableOfType(SetAside.class, () -> packets.write(packet)).reason().code();
  }

  private static Document parsed(byte[] bytes) throws Exception {
    assertThat(new String(bytes, UTF_8)).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    var factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
  }

  private static Element only(Document document, String name) {
    var found = document.getElementsByTagNameNS(NAMESPACE, name);
    return (Element) found.item(0);
  }

  private static Iterable<String> childrenOf(Element element) {
    var names = new ArrayList<String>();
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeType() == Node.ELEMENT_NODE) {
        names.add(child.getLocalName());
      }
    }
    return names;
  }
}
