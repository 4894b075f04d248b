package vn.congvan.packet;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document on its way to another agency.
 *
 * @param documentId the sender's id of it, opaque, unique at the sender
 * @param responsesFor documents this one answers
 * @param taskCodes ResponseForTask
 * @param attachments the first is the document itself
 */
public record DocumentPacket(
    OrganizationInfo from,
    List<OrganizationInfo> to,
    String documentId,
    DocumentCode code,
    PromulgationInfo promulgation,
    PacketDocumentType type,
    String subject,
    @Nullable String content,
    SignerInfo signer,
    @Nullable LocalDate dueDate,
    OtherInfo other,
    List<ResponseFor> responsesFor,
    int steering,
    @Nullable String applicationType,
    List<String> toPlaces,
    List<String> taskCodes,
    List<TraceHeader> trace,
    Business business,
    List<PacketAttachment> attachments)
    implements Packet {
  /** SteeringType: not a directive. */
  public static final int NO_STEERING = 1;

  /** Number and symbol. */
  public record DocumentCode(String number, String notation) {
    /** {@code 05/UBND-VX}. */
    public String written() {
      return number + "/" + notation;
    }
  }

  /** Where and when issued. */
  public record PromulgationInfo(String place, LocalDate date) {}

  /** DocumentType; what counts is the name. */
  public record PacketDocumentType(int type, @Nullable Integer detail, String name) {}

  /**
   * Who signed.
   *
   * @param competence {@code TM.}, {@code KT.} …
   */
  public record SignerInfo(@Nullable String competence, String position, String fullName) {}

  public DocumentPacket {
    to = List.copyOf(to);
    responsesFor = List.copyOf(responsesFor);
    toPlaces = List.copyOf(toPlaces);
    taskCodes = List.copyOf(taskCodes);
    trace = List.copyOf(trace);
    attachments = List.copyOf(attachments);
  }
}
