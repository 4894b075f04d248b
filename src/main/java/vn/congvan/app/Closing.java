package vn.congvan.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened, closed in the opposite order; what fails to close holds up nothing. */
final class Closing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<Opened> opened = new ArrayDeque<>();

  private record Opened(String name, AutoCloseable what) {}

  synchronized <T extends AutoCloseable> T add(String name, T what) {
    opened.push(new Opened(name, what));
    return what;
  }

  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      var last = opened.pop();
      try {
        last.what().close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", last.name(), e);
      }
    }
  }
}
