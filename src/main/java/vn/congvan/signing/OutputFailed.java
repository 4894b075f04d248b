package vn.congvan.signing;

import java.io.IOException;

/** The trouble is where a file goes, not where it comes from; told apart from a damaged source. */
final class OutputFailed extends IOException {
  private final IOException why;

  OutputFailed(IOException why) {
    super(why);
    this.why = why;
  }

  IOException why() {
    return why;
  }
}
