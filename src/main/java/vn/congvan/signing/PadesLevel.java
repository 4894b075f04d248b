package vn.congvan.signing;

import java.util.Arrays;
import java.util.Optional;

/** The baseline levels of PAdES (EN 319 142-1, clause 6), each including those before it. */
public enum PadesLevel {
  /** Signed. */
  B_B("B-B"),
  /** And the time proved by a time-stamp. */
  B_T("B-T"),
  /** And everything in it that a verifier needs beside its anchors. */
  B_LT("B-LT"),
  /** And a time-stamp over all of that, which can be renewed. */
  B_LTA("B-LTA");

  private final String written;

  PadesLevel(String written) {
    this.written = written;
  }

  /**
   * @param written as the standard writes it, {@code B-LT}
   */
  public static Optional<PadesLevel> of(String written) {
    return Arrays.stream(values())
        .filter(level -> level.written.equalsIgnoreCase(written))
        .findFirst();
  }

  public boolean includes(PadesLevel other) {
    return compareTo(other) >= 0;
  }

  /** As the standard writes it. */
  @Override
  public String toString() {
    return written;
  }
}
