package vn.congvan.signing;

/** A file is not one that {@link PlainPdf} made, perhaps signed since, or it is damaged. */
final class NotOurs extends Exception {
  NotOurs(String what) {
    super(what);
  }
}
