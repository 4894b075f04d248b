package vn.congvan.packet;

import vn.congvan.document.StatusCode;

/** A status packet's fields out of its {@code MessageHeader}. */
final class StatusHeader {
  private StatusHeader() {}

  /** A status is what has a status code. */
  static boolean isStatus(Element header) {
    return !header.all(Field.STATUS_CODE.element()).isEmpty();
  }

  static StatusPacket packet(Element header) throws Defect {
    var description = header.find(Field.STATUS_DESCRIPTION);
    var time = header.findTime(Field.TIMESTAMP);
    if (time == null) {
      throw Defect.missing(Field.TIMESTAMP.element());
    }
    return new StatusPacket(
        DocumentHeader.organization(header.require("From")),
        DocumentHeader.response(header.require("ResponseFor")),
        staff(header),
        code(header.get(Field.STATUS_CODE)),
        description == null ? "" : description,
        time);
  }

  static StaffInfo staff(Element holder) throws Defect {
    var staff = holder.only("StaffInfo");
    if (staff.isEmpty()) {
      return StaffInfo.none();
    }
    return new StaffInfo(
        staff.get().find(Field.DEPARTMENT),
        staff.get().find(Field.STAFF),
        staff.get().find(Field.MOBILE),
        staff.get().find(Field.EMAIL));
  }

  private static StatusCode code(String text) throws Defect {
    try {
      return StatusCode.ofCode(text);
    } catch (IllegalArgumentException e) {
      throw Defect.badValue(Field.STATUS_CODE.element(), text);
    }
  }
}
