package vn.congvan.document;

/** Where an outgoing document stands; the words are those of the console (văn bản đi). */
public enum OutgoingState {
  SUBMITTED("Đã trình"),
  AWAITING_SIGNATURE("Chờ ký"),
  SIGNED("Đã ký"),
  AWAITING_ISSUE("Đã ký – chờ ban hành"),
  ISSUING("Đang ban hành"),
  ISSUED("Đã ban hành"),
  DISPATCHED("Đã ban hành, đã gửi"),
  RETURNED("Bị trả lại"),
  CANCELLED("Đã hủy");

  private final String vietnamese;

  OutgoingState(String vietnamese) {
    this.vietnamese = vietnamese;
  }

  public String vietnamese() {
    return vietnamese;
  }
}
