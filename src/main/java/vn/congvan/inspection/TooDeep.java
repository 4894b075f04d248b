package vn.congvan.inspection;

import java.io.IOException;

/** A PDF whose objects nest deeper than those of any document. */
public final class TooDeep extends IOException {
  TooDeep() {
    super("its objects nest too deeply");
  }
}
