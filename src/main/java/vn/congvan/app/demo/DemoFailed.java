package vn.congvan.app.demo;

/** Something the demonstration shows did not hold. */
final class DemoFailed extends RuntimeException {
  DemoFailed(String message) {
    super(message);
  }
}
