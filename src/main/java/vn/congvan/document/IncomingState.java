package vn.congvan.document;

/** Where an incoming document stands; the words are those of the console (văn bản đến). */
public enum IncomingState {
  ARRIVED("Chờ tiếp nhận"),
  REGISTERED("Đã vào sổ"),
  ASSIGNED("Đã phân công"),
  IN_PROGRESS("Đang xử lý"),
  DONE("Đã hoàn thành"),
  REFUSED("Đã trả lại");

  private final String vietnamese;

  IncomingState(String vietnamese) {
    this.vietnamese = vietnamese;
  }

  public String vietnamese() {
    return vietnamese;
  }
}
