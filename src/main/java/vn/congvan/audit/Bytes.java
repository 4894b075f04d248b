package vn.congvan.audit;

/** Some bytes of the database, to be looked at and not to be changed. */
final class Bytes {
  private final byte[] value;

  Bytes(byte[] value) {
    this.value = value;
  }

  /** The array itself. */
  byte[] value() {
    return value;
  }
}
