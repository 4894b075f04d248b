package vn.congvan.packet;

import java.io.IOException;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * What is wrong with a packet, on its way up to the reader. An IOException because it is found
 * while its bytes are pulled through streams.
 */
final class Defect extends IOException {
  private static final String SEND_AGAIN = " Kiểm tra phần mềm gửi rồi gửi lại gói tin.";

  private final transient Reason reason;

  private Defect(String code, String vi, String en) {
    super(en);
    this.reason = new Reason(code, vi + SEND_AGAIN, en);
  }

  Reason reason() {
    return reason;
  }

  /**
   * @param line from 1; where the parser gave up
   */
  static Defect notXml(int line, String why) {
    return new Defect(
        "PACKET.NOT_XML",
        "Gói tin không phải XML đọc được (lỗi ở dòng %d).".formatted(line),
        "the packet is not readable XML, line %d: %s".formatted(line, Shown.of(why)));
  }

  static Defect documentTypeDefinition() {
    return new Defect(
        "PACKET.DTD",
        "Gói tin có khai báo DOCTYPE, không được phép trong edXML.",
        "the packet declares a DOCTYPE, which edXML does not have");
  }

  static Defect notEdxml(String found) {
    return new Defect(
        "PACKET.NOT_EDXML",
        "Gói tin không đúng cấu trúc edXML của QCVN 102: phần tử gốc là %s."
            .formatted(Shown.of(found)),
        "the packet is not edXML (QCVN 102): its root is " + Shown.of(found));
  }

  static Defect tooLarge(String vi, String en) {
    return new Defect(
        "PACKET.TOO_LARGE",
        "Gói tin quá lớn: %s.".formatted(vi),
        "the packet is too large: %s".formatted(en));
  }

  static Defect tooDeep(int limit) {
    return new Defect(
        "PACKET.TOO_DEEP",
        "Gói tin lồng quá %d cấp.".formatted(limit),
        "the packet nests deeper than %d levels".formatted(limit));
  }

  static Defect missing(String field) {
    return new Defect(
        "PACKET.MISSING_FIELD",
        "Gói tin thiếu trường %s.".formatted(field),
        "the packet lacks " + field);
  }

  static Defect repeated(String field) {
    return new Defect(
        "PACKET.REPEATED_FIELD",
        "Gói tin có trường %s nhiều hơn một lần.".formatted(field),
        "the packet has %s more than once".formatted(field));
  }

  static Defect tooLong(String field, int limit) {
    return new Defect(
        "PACKET.FIELD_TOO_LONG",
        "Trường %s của gói tin dài quá %d ký tự.".formatted(field, limit),
        "%s of the packet is longer than %d characters".formatted(field, limit));
  }

  static Defect badDate(String field, String found) {
    return new Defect(
        "PACKET.BAD_DATE",
        "Trường %s của gói tin không phải ngày hợp lệ: %s.".formatted(field, Shown.of(found)),
        "%s of the packet is not a date: %s".formatted(field, Shown.of(found)));
  }

  static Defect badValue(String field, String found) {
    return new Defect(
        "PACKET.BAD_VALUE",
        "Trường %s của gói tin có giá trị không hợp lệ: %s.".formatted(field, Shown.of(found)),
        "%s of the packet has a value that is not allowed: %s".formatted(field, Shown.of(found)));
  }

  static Defect duplicateReceiver(String organId) {
    return new Defect(
        "PACKET.DUPLICATE_RECEIVER",
        "Gói tin ghi nơi nhận %s nhiều hơn một lần.".formatted(Shown.of(organId)),
        "the packet names the receiver %s more than once".formatted(Shown.of(organId)));
  }

  static Defect badAttachment(String name, String vi, String en) {
    return new Defect(
        "PACKET.BAD_ATTACHMENT",
        "Tệp %s của gói tin không nhận được: %s.".formatted(Shown.of(name), vi),
        "cannot take the file %s of the packet: %s".formatted(Shown.of(name), en));
  }
}
