package vn.congvan.document;

/** The statuses a receiver reports (QCVN 102:2016), with the words senders read. */
public enum StatusCode {
  ARRIVED("01", "Đã đến"),
  REFUSED("02", "Bị trả lại"),
  REGISTERED("03", "Đã tiếp nhận"),
  ASSIGNED("04", "Đã phân công"),
  IN_PROGRESS("05", "Đang xử lý"),
  DONE("06", "Đã hoàn thành"),
  RECALL_ASKED("13", "Đã yêu cầu thu hồi"),
  RECALL_AGREED("15", "Đã thu hồi"),
  RECALL_REFUSED("16", "Từ chối thu hồi");

  private final String code;
  private final String vietnamese;

  StatusCode(String code, String vietnamese) {
    this.code = code;
    this.vietnamese = vietnamese;
  }

  /** Two digits, as on the wire. */
  public String code() {
    return code;
  }

  public String vietnamese() {
    return vietnamese;
  }

  public static StatusCode ofCode(String code) {
    for (var status : values()) {
      if (status.code.equals(code)) {
        return status;
      }
    }
    throw new IllegalArgumentException("not a status code of QCVN 102: '" + Shown.of(code) + "'");
  }
}
