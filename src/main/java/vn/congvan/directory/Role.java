package vn.congvan.directory;

import java.util.Locale;

/** What a person may do at an agency. */
public enum Role {
  /** Văn thư: issues and receives. */
  CLERK("văn thư"),
  /** Lãnh đạo: signs and assigns. */
  LEADER("lãnh đạo"),
  /** Chuyên viên: drafts and handles. */
  OFFICER("chuyên viên"),
  /** Kiểm toán: traces. */
  AUDITOR("kiểm toán"),
  /** Quản trị: runs the node. */
  ADMINISTRATOR("quản trị");

  private final String vietnamese;

  Role(String vietnamese) {
    this.vietnamese = vietnamese;
  }

  public String vietnamese() {
    return vietnamese;
  }

  /** The name in settings and in the log, {@code clerk}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
