package vn.congvan.packet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Urgency;

/** A document packet's fields out of its {@code MessageHeader} (QCVN 102:2016). */
final class DocumentHeader {
  private static final int ANY = Integer.MAX_VALUE;

  private DocumentHeader() {}

  static DocumentPacket packet(Element header, TraceList trace, List<PacketAttachment> files)
      throws Defect {
    var code = header.require("Code");
    var promulgation = header.require("PromulgationInfo");
    var type = header.require("DocumentType");
    var signer = header.require("SignerInfo");
    return new DocumentPacket(
        sender(header.require("From")),
        receivers(header.all("To")),
        header.get(Field.DOCUMENT_ID),
        new DocumentPacket.DocumentCode(code.get(Field.CODE_NUMBER), code.get(Field.CODE_NOTATION)),
        new DocumentPacket.PromulgationInfo(
            promulgation.get(Field.PROMULGATION_PLACE),
            promulgation.getDate(Field.PROMULGATION_DATE)),
        new DocumentPacket.PacketDocumentType(
            type.getNumber(Field.TYPE, ANY, 0),
            type.findNumber(Field.TYPE_DETAIL, ANY),
            type.get(Field.TYPE_NAME)),
        header.get(Field.SUBJECT),
        header.find(Field.CONTENT),
        new DocumentPacket.SignerInfo(
            signer.find(Field.COMPETENCE), signer.get(Field.POSITION), signer.get(Field.FULL_NAME)),
        header.findDate(Field.DUE_DATE),
        other(header.only("OtherInfo").orElseGet(() -> new Element("OtherInfo"))),
        responses(header.all("ResponseFor")),
        header.getNumber(Field.STEERING_TYPE, 3, DocumentPacket.NO_STEERING),
        header.find(Field.APPLICATION_TYPE),
        texts(header.only("ToPlaces").orElse(null), Field.TO_PLACE),
        texts(header.only("ResponseForTask").orElse(null), Field.TASK_CODE),
        trace.headers(),
        trace.business(),
        files);
  }

  static OrganizationInfo sender(Element from) throws Defect {
    return organization(from, from.get(Field.ORGAN_NAME));
  }

  /** Whose name is left out goes by its code. */
  static OrganizationInfo organization(Element organization) throws Defect {
    var name = organization.find(Field.ORGAN_NAME);
    return organization(organization, name == null ? organization.get(Field.ORGAN_ID) : name);
  }

  private static OrganizationInfo organization(Element e, String name) throws Defect {
    return new OrganizationInfo(
        e.get(Field.ORGAN_ID),
        e.find(Field.ORGANIZATION_IN_CHARGE),
        name,
        e.find(Field.ORGAN_ADDRESS),
        e.find(Field.EMAIL),
        e.find(Field.TELEPHONE),
        e.find(Field.FAX),
        e.find(Field.WEBSITE));
  }

  private static List<OrganizationInfo> receivers(List<Element> to) throws Defect {
    if (to.isEmpty()) {
      throw Defect.missing("To");
    }
    var receivers = new ArrayList<OrganizationInfo>(to.size());
    var seen = new HashSet<String>();
    for (var element : to) {
      var receiver = organization(element);
      if (!seen.add(receiver.organId())) {
        throw Defect.duplicateReceiver(receiver.organId());
      }
      receivers.add(receiver);
    }
    return receivers;
  }

  private static OtherInfo other(Element other) throws Defect {
    return new OtherInfo(
        Urgency.ofCode(other.getNumber(Field.PRIORITY, 4, 0)),
        other.find(Field.SPHERE_OF_PROMULGATION),
        other.find(Field.TYPER_NOTATION),
        other.findNumber(Field.PROMULGATION_AMOUNT, ANY),
        other.findNumber(Field.PAGE_AMOUNT, ANY),
        texts(other.only("Appendixes").orElse(null), Field.APPENDIX));
  }

  private static List<ResponseFor> responses(List<Element> elements) throws Defect {
    var responses = new ArrayList<ResponseFor>(elements.size());
    for (var element : elements) {
      if (!element.isEmpty()) {
        responses.add(response(element));
      }
    }
    return responses;
  }

  static ResponseFor response(Element element) throws Defect {
    return new ResponseFor(
        element.get(Field.ORGAN_ID),
        element.find(Field.RESPONSE_CODE),
        element.find(Field.DOCUMENT_ID),
        element.findDate(Field.PROMULGATION_DATE));
  }

  private static List<String> texts(@Nullable Element list, Field field) throws Defect {
    var texts = new ArrayList<String>();
    if (list != null) {
      for (var element : list.all(field.element())) {
        var text = element.text(field);
        if (text != null) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /** What can be told of a header that may be wrong or cut short; null when not even its sender. */
  static PacketProblem.@Nullable Claim claim(Element header) {
    var from = readable(() -> header.only("From").orElse(null));
    var sender = from == null ? null : readable(() -> from.find(Field.ORGAN_ID));
    if (sender == null) {
      return null;
    }
    var code = readable(() -> header.only("Code").orElse(null));
    var number = code == null ? null : readable(() -> code.find(Field.CODE_NUMBER));
    var notation = code == null ? null : readable(() -> code.find(Field.CODE_NOTATION));
    var promulgation = readable(() -> header.only("PromulgationInfo").orElse(null));
    return new PacketProblem.Claim(
        sender,
        new ResponseFor(
            sender,
            number == null || notation == null
                ? null
                : new DocumentPacket.DocumentCode(number, notation).written(),
            readable(() -> header.find(Field.DOCUMENT_ID)),
            promulgation == null
                ? null
                : readable(() -> promulgation.findDate(Field.PROMULGATION_DATE))));
  }

  @FunctionalInterface
  private interface Reading<T> {
    @Nullable T read() throws Defect;
  }

  private static <T> @Nullable T readable(Reading<T> reading) {
    try {
      return reading.read();
    } catch (Defect e) {
      return null;
    }
  }
}
