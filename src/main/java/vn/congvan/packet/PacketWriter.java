package vn.congvan.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import vn.congvan.content.ContentStore;

/**
 * Writes edXML as a stream; files come from the content store and never lie in memory whole. The
 * same packet gives the same bytes. Thread-safe. Order of elements, prefixes and wrappers are those
 * of the Government Office's kit: {@code docs/formats/packet.md}.
 *
 * <p>A field that no receiver would take (too long, empty where it must not be, with control
 * characters) is a SetAside {@code PACKET.*} that names it, before any file is read.
 */
public final class PacketWriter {
  private static final String BEGIN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"\
       xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
      <edXML:edXMLEnvelope>
      <edXML:edXMLHeader>
      """;

  /** Any fixed time, or equal packets would differ. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  /**
   * Types whose bytes are compressed already. Packing a PDF of 33 KB anew takes longer than
   * everything else here and saves a tenth.
   */
  private static final Set<String> COMPRESSED =
      Set.of("application/pdf", "application/zip", "application/docx", "image/jpeg", "image/png");

  private static final int PIECE = 16 << 10;

  /**
   * Writes a document with its files.
   *
   * @throws vn.congvan.document.Failure as {@link ContentStore#open}; what was written of {@code
   *     out} is no packet then
   */
  public void write(DocumentPacket packet, ContentStore content, OutputStream out)
      throws IOException {
    var xml = new EdxmlOutput(out);
    xml.markup(BEGIN);
    header(packet, xml);
    trace(packet, xml);
    xml.close("edXMLHeader");
    manifest(packet, xml);
    xml.close("edXMLEnvelope");
    if (!packet.attachments().isEmpty()) {
      xml.open("AttachmentEncoded");
      for (var attachment : packet.attachments()) {
        attachment(attachment, content, xml);
      }
      xml.close("AttachmentEncoded");
    }
    xml.markup("</edXML>\n");
    xml.flush();
  }

  /** Writes a status. */
  public void write(StatusPacket packet, OutputStream out) throws IOException {
    var xml = new EdxmlOutput(out);
    xml.markup(BEGIN);
    xml.open("MessageHeader");
    organization("From", packet.from(), xml);
    responseFor(packet.responseFor(), xml);
    staff(packet.staff(), xml);
    xml.field(Field.STATUS_CODE, packet.status().code());
    xml.optional(Field.STATUS_DESCRIPTION, packet.description());
    xml.field(Field.TIMESTAMP, PacketDates.write(packet.timestamp()));
    xml.close("MessageHeader");
    xml.close("edXMLHeader");
    xml.close("edXMLEnvelope");
    xml.markup("</edXML>\n");
    xml.flush();
  }

  private static void header(DocumentPacket packet, EdxmlOutput xml) throws IOException {
    xml.open("MessageHeader");
    organization("From", packet.from(), xml);
    for (var to : packet.to()) {
      organization("To", to, xml);
    }
    xml.field(Field.DOCUMENT_ID, packet.documentId());
    xml.open("Code");
    xml.field(Field.CODE_NUMBER, packet.code().number());
    xml.field(Field.CODE_NOTATION, packet.code().notation());
    xml.close("Code");
    xml.open("PromulgationInfo");
    xml.field(Field.PROMULGATION_PLACE, packet.promulgation().place());
    xml.field(Field.PROMULGATION_DATE, PacketDates.write(packet.promulgation().date()));
    xml.close("PromulgationInfo");
    xml.open("DocumentType");
    xml.optional(Field.TYPE, packet.type().type());
    xml.optional(Field.TYPE_DETAIL, packet.type().detail());
    xml.field(Field.TYPE_NAME, packet.type().name());
    xml.close("DocumentType");
    xml.field(Field.SUBJECT, packet.subject());
    xml.optional(Field.CONTENT, packet.content());
    xml.open("SignerInfo");
    xml.optional(Field.COMPETENCE, packet.signer().competence());
    xml.field(Field.POSITION, packet.signer().position());
    xml.field(Field.FULL_NAME, packet.signer().fullName());
    xml.close("SignerInfo");
    var due = packet.dueDate();
    xml.optional(Field.DUE_DATE, due == null ? null : PacketDates.write(due));
    other(packet.other(), xml);
    for (var response : packet.responsesFor()) {
      responseFor(response, xml);
    }
    xml.optional(Field.STEERING_TYPE, packet.steering());
    xml.optional(Field.APPLICATION_TYPE, packet.applicationType());
    xml.list("ToPlaces", Field.TO_PLACE, packet.toPlaces());
    xml.list("ResponseForTask", Field.TASK_CODE, packet.taskCodes());
    xml.close("MessageHeader");
  }

  private static void organization(String element, OrganizationInfo o, EdxmlOutput xml)
      throws IOException {
    xml.open(element);
    xml.field(Field.ORGAN_ID, o.organId());
    xml.optional(Field.ORGANIZATION_IN_CHARGE, o.inCharge());
    xml.field(Field.ORGAN_NAME, o.name());
    xml.optional(Field.ORGAN_ADDRESS, o.address());
    xml.optional(Field.EMAIL, o.email());
    xml.optional(Field.TELEPHONE, o.telephone());
    xml.optional(Field.FAX, o.fax());
    xml.optional(Field.WEBSITE, o.website());
    xml.close(element);
  }

  private static void other(OtherInfo other, EdxmlOutput xml) throws IOException {
    xml.open("OtherInfo");
    xml.optional(Field.PRIORITY, other.urgency().code());
    xml.optional(Field.SPHERE_OF_PROMULGATION, other.sphere());
    xml.optional(Field.TYPER_NOTATION, other.typerNotation());
    xml.optional(Field.PROMULGATION_AMOUNT, other.copies());
    xml.optional(Field.PAGE_AMOUNT, other.pages());
    xml.list("Appendixes", Field.APPENDIX, other.appendixes());
    xml.close("OtherInfo");
  }

  private static void responseFor(ResponseFor response, EdxmlOutput xml) throws IOException {
    xml.open("ResponseFor");
    xml.field(Field.ORGAN_ID, response.organId());
    xml.optional(Field.RESPONSE_CODE, response.code());
    var date = response.promulgationDate();
    xml.optional(Field.PROMULGATION_DATE, date == null ? null : PacketDates.write(date));
    xml.optional(Field.DOCUMENT_ID, response.documentId());
    xml.close("ResponseFor");
  }

  private static void staff(StaffInfo staff, EdxmlOutput xml) throws IOException {
    if (staff.equals(StaffInfo.none())) {
      return;
    }
    xml.open("StaffInfo");
    xml.optional(Field.DEPARTMENT, staff.department());
    xml.optional(Field.STAFF, staff.staff());
    xml.optional(Field.MOBILE, staff.mobile());
    xml.optional(Field.EMAIL, staff.email());
    xml.close("StaffInfo");
  }

  private static void trace(DocumentPacket packet, EdxmlOutput xml) throws IOException {
    xml.open("TraceHeaderList");
    for (var hop : packet.trace()) {
      xml.open("TraceHeader");
      xml.field(Field.ORGAN_ID, hop.organId());
      xml.field(Field.TIMESTAMP, PacketDates.write(hop.timestamp()));
      xml.close("TraceHeader");
    }
    var business = packet.business();
    xml.open("Bussiness");
    xml.optional(Field.DOCUMENT_ID, business.documentId());
    xml.optional(Field.BUSINESS_TYPE, business.type().code());
    xml.optional(Field.BUSINESS_REASON, business.reason());
    xml.optional(Field.PAPER, business.paper() ? 1 : 0);
    staff(business.staff(), xml);
    xml.close("Bussiness");
    xml.close("TraceHeaderList");
  }

  private static void manifest(DocumentPacket packet, EdxmlOutput xml) throws IOException {
    xml.open("edXMLBody");
    xml.markup("<edXML:edXMLManifest version=\"1.0\">\n");
    for (var attachment : packet.attachments()) {
      xml.open("Reference");
      xml.field(Field.CONTENT_ID, "cid:" + attachment.contentId());
      xml.field(Field.CONTENT_TYPE, attachment.contentType());
      xml.optional(Field.ATTACHMENT_DESCRIPTION, attachment.description());
      xml.field(Field.ATTACHMENT_NAME, attachment.name());
      xml.close("Reference");
    }
    xml.close("edXMLManifest");
    xml.close("edXMLBody");
  }

  private static void attachment(PacketAttachment a, ContentStore content, EdxmlOutput xml)
      throws IOException {
    xml.open("Attachment");
    xml.field(Field.CONTENT_ID, "cid:" + a.contentId());
    xml.field(Field.ATTACHMENT_NAME, a.name());
    xml.optional(Field.ATTACHMENT_DESCRIPTION, a.description());
    xml.field(Field.CONTENT_TYPE, a.contentType());
    xml.markup("<edXML:ContentTransferEncoded>");
    try (var in = content.open(a.content());
        var zip = new ZipOutputStream(new Base64Output(xml.below()))) {
      zip.setLevel(
          COMPRESSED.contains(a.contentType()) ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
      var entry = new ZipEntry(a.name());
      entry.setTimeLocal(ENTRY_TIME);
      zip.putNextEntry(entry);
      var piece = new byte[PIECE];
      int n;
      while ((n = in.read(piece)) >= 0) {
        zip.write(piece, 0, n);
      }
    }
    xml.markup("</edXML:ContentTransferEncoded>\n");
    xml.close("Attachment");
  }
}
