package vn.congvan.web;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong keys by where they come from. A good key is never turned away for others' wrong
 * ones, so somebody behind the same proxy cannot lock an agency out; the count only makes guessing
 * quiet and cheap for us.
 */
final class FailedTries {
  private static final int ALLOWED = 20;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int REMEMBERED = 10_000;

  private final Map<InetAddress, Window> windows =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Window> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Window(Instant began, int tries) {}

  /** Counts one more; says whether it is within what is allowed. */
  synchronized boolean count(InetAddress source, Instant now) {
    var window = windows.get(source);
    if (window == null || now.isAfter(window.began().plus(WINDOW))) {
      windows.put(source, new Window(now, 1));
      return true;
    }
    windows.put(source, new Window(window.began(), window.tries() + 1));
    return window.tries() < ALLOWED;
  }
}
