package vn.congvan.store;

/**
 * Work that only one process at a time does on a database: whose it is. Thread-safe.
 *
 * <p>With SQLite it is always this one's, for no other has the file. With PostgreSQL a session of
 * its own holds it: when that session ends, for whatever reason, another process can have it at
 * once, so what was known before {@link #isHeld} said no may have changed.
 */
public interface Duty extends AutoCloseable {
  /** Takes it where nobody has it. @return whether this process has it now */
  boolean take();

  /** Whether this process has had it without a break since it took it. */
  boolean isHeld();

  /** Gives it up. */
  @Override
  void close();
}
