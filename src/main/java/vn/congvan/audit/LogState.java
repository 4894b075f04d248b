package vn.congvan.audit;

import vn.congvan.audit.merkle.Hash;

/**
 * A log as far as it is indexed.
 *
 * @param number 1 for the first, one more for each that a restore opened
 * @param origin its name
 */
record LogState(long number, String origin, long size, Hash root) {
  static final String STREAM_PREFIX = "log:";

  /** The stream of what the log says about itself. */
  String ownStream() {
    return STREAM_PREFIX + origin;
  }

  LogState grown(long newSize, Hash newRoot) {
    return new LogState(number, origin, newSize, newRoot);
  }
}
