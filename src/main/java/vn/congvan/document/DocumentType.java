package vn.congvan.document;

import java.util.Arrays;
import java.util.Optional;

/**
 * The 29 types of administrative document (Decree 30/2020, Article 7), with their abbreviations
 * (Appendix III.I).
 */
public enum DocumentType {
  RESOLUTION("NQ", "Nghị quyết"),
  DECISION("QĐ", "Quyết định"),
  DIRECTIVE("CT", "Chỉ thị"),
  STATUTE("QC", "Quy chế"),
  REGULATION("QyĐ", "Quy định"),
  COMMUNIQUE("TC", "Thông cáo"),
  NOTICE("TB", "Thông báo"),
  GUIDANCE("HD", "Hướng dẫn"),
  PROGRAMME("CTr", "Chương trình"),
  PLAN("KH", "Kế hoạch"),
  SCHEME("PA", "Phương án"),
  PROJECT_PROPOSAL("ĐA", "Đề án"),
  PROJECT("DA", "Dự án"),
  REPORT("BC", "Báo cáo"),
  MINUTES("BB", "Biên bản"),
  SUBMISSION_PAPER("TTr", "Tờ trình"),
  CONTRACT("HĐ", "Hợp đồng"),
  OFFICIAL_LETTER("", "Công văn"),
  OFFICIAL_TELEGRAM("CĐ", "Công điện"),
  MEMORANDUM("BGN", "Bản ghi nhớ"),
  AGREEMENT("BTT", "Bản thỏa thuận"),
  POWER_OF_ATTORNEY("GUQ", "Giấy ủy quyền"),
  INVITATION("GM", "Giấy mời"),
  LETTER_OF_INTRODUCTION("GGT", "Giấy giới thiệu"),
  LEAVE_PERMIT("GNP", "Giấy nghỉ phép"),
  SENDING_SLIP("PG", "Phiếu gửi"),
  TRANSFER_SLIP("PC", "Phiếu chuyển"),
  NOTICE_SLIP("PB", "Phiếu báo"),
  OFFICIAL_CORRESPONDENCE("", "Thư công");

  private final String abbreviation;
  private final String vietnamese;

  DocumentType(String abbreviation, String vietnamese) {
    this.abbreviation = abbreviation;
    this.vietnamese = vietnamese;
  }

  /**
   * The abbreviation used in a document's symbol; empty for công văn and thư công, which have none.
   */
  public String abbreviation() {
    return abbreviation;
  }

  public String vietnamese() {
    return vietnamese;
  }

  /** Finds a type by its Vietnamese name, whatever the case. */
  public static Optional<DocumentType> named(String vietnamese) {
    return Arrays.stream(values())
        .filter(t -> t.vietnamese.equalsIgnoreCase(vietnamese.strip()))
        .findFirst();
  }
}
