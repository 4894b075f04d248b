package vn.congvan.validation.policy;

import org.jspecify.annotations.Nullable;

/** Whether a file has what it must have; a record made of one may lack it. */
final class Given {
  private Given() {}

  static void check(String name, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("'%s' is missing".formatted(name));
    }
  }
}
