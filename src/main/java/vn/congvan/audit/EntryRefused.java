package vn.congvan.audit;

/** Bytes that should be an entry are none. */
final class EntryRefused extends Exception {
  EntryRefused(String why) {
    super(why);
  }

  EntryRefused(String why, Throwable cause) {
    super(why, cause);
  }
}
