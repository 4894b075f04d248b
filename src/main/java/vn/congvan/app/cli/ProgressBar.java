package vn.congvan.app.cli;

import java.util.function.LongConsumer;

/** How far something is that takes long, on a terminal that somebody sits at. */
final class ProgressBar implements LongConsumer, AutoCloseable {
  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final boolean shown;
  private final String name;
  private final long whole;
  private int last = -1;

  /**
   * @param shown whether somebody sits there, and it takes long enough to wonder
   */
  ProgressBar(Terminal terminal, boolean shown, String name, long whole) {
    this.terminal = terminal;
    this.shown = shown;
    this.name = name;
    this.whole = whole;
  }

  @Override
  public void accept(long done) {
    var percent = (int) Math.min(100, 100 * done / Math.max(1, whole));
    if (shown && percent != last) {
      last = percent;
      var full = WIDTH * percent / 100;
      terminal
          .err()
          .print(
              "\r%s [%s%s] %3d %%"
                  .formatted(name, "█".repeat(full), " ".repeat(WIDTH - full), percent));
      terminal.err().flush();
    }
  }

  /** Makes room for a line; the bar comes back when it next moves. */
  void clear() {
    if (last >= 0) {
      terminal.err().print("\r" + " ".repeat(name.length() + WIDTH + 9) + "\r");
      terminal.err().flush();
      last = -1;
    }
  }

  @Override
  public void close() {
    if (last >= 0) {
      terminal.err().println();
    }
  }
}
