package vn.congvan.app.cli;

/** How a command ends; every command's help lists them. */
public final class ExitCode {
  /** Done, and all of it holds. */
  public static final int OK = 0;

  /** Done, and something does not hold or was refused. */
  public static final int DOES_NOT_HOLD = 1;

  /** The command was not understood; nothing was done. */
  public static final int USAGE = 2;

  /** The command could not be carried out here and now. */
  public static final int CANNOT_RUN = 3;

  private ExitCode() {}
}
