package vn.congvan.document;

/** An operator must act; the route stops, its neighbours go on, health turns red. */
public non-sealed class Halt extends Failure {
  public Halt(Reason reason, Throwable cause) {
    super(reason, cause);
  }

  public Halt(Reason reason) {
    super(reason);
  }
}
