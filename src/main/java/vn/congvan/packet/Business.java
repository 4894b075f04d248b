package vn.congvan.packet;

import org.jspecify.annotations.Nullable;

/**
 * What a packet is for.
 *
 * @param documentId of the document recalled, updated or replaced
 * @param paper whether a paper copy follows
 */
public record Business(
    BusinessType type,
    @Nullable String documentId,
    @Nullable String reason,
    boolean paper,
    StaffInfo staff) {
  /** BussinessDocType. */
  public enum BusinessType {
    NEW(0),
    RECALL(1),
    UPDATE(2),
    REPLACE(3);

    private final int code;

    BusinessType(int code) {
      this.code = code;
    }

    /** As on the wire. */
    public int code() {
      return code;
    }

    static BusinessType ofCode(int code) {
      for (var type : values()) {
        if (type.code == code) {
          return type;
        }
      }
      throw new IllegalArgumentException("no business type has the code " + code);
    }
  }

  public static Business newDocument() {
    return new Business(BusinessType.NEW, null, null, false, StaffInfo.none());
  }
}
