package vn.congvan.packet;

import org.jspecify.annotations.Nullable;

/** Who at an agency. */
public record StaffInfo(
    @Nullable String department,
    @Nullable String staff,
    @Nullable String mobile,
    @Nullable String email) {
  public static StaffInfo none() {
    return new StaffInfo(null, null, null, null);
  }
}
