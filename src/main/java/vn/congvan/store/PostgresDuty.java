package vn.congvan.store;

/** A duty as the only lane of leases of its own. */
final class PostgresDuty implements Duty {
  private static final int ONLY = 0;

  private final LaneLeases leases;

  PostgresDuty(LaneLeases leases) {
    this.leases = leases;
  }

  @Override
  public boolean take() {
    return leases.lease(ONLY);
  }

  @Override
  public boolean isHeld() {
    return leases.isHeld(ONLY);
  }

  @Override
  public void close() {
    leases.close();
  }
}
