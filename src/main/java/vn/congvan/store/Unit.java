package vn.congvan.store;

/**
 * A unit of work in progress; owned by the thread that began it. Ends by exactly one of {@link
 * #commit} and {@link #close}.
 *
 * <p>What a unit reads can come from a unit before it whose commit is still under way. Both are
 * kept or neither is, so a conclusion drawn in a unit holds once that unit's {@link #commit}
 * returns, also when it has written nothing.
 *
 * <p>After a failed statement a unit can only be closed.
 */
public interface Unit extends AutoCloseable {
  Sql sql();

  /**
   * Has an action run once everything in the unit is durable, on the thread that commits; never
   * when the unit is rolled back. The same action given again runs once. It must be quick; what it
   * throws is logged.
   */
  void afterCommit(Runnable action);

  /**
   * Returns when everything in it is durable.
   *
   * @throws vn.congvan.document.RetryLater when nothing of it was kept, or it cannot be told
   *     whether it was: the work is to be done again
   */
  void commit();

  /** Rolls back unless committed. */
  @Override
  void close();
}
