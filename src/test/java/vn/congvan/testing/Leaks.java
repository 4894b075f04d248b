package vn.congvan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.LoggerFactory;

/**
 * Looks for a planted secret in all that a failure says: the log at its finest, and the failure.
 */
public final class Leaks {
  private Leaks() {}

  /** Does something that may fail. */
  @FunctionalInterface
  public interface Act {
    void run() throws Exception;
  }

  public static void assertNone(Act act, String... secrets) {
    var root = (Logger) LoggerFactory.getLogger("vn.congvan");
    var before = root.getLevel();
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    var said = new StringWriter();
    try {
      act.run();
    } catch (Exception | Error thrown) {
      thrown.printStackTrace(new PrintWriter(said, true));
    } finally {
      root.detachAppender(log);
      root.setLevel(before);
    }
    for (var event : log.list) {
      said.append(event.getFormattedMessage()).append('\n');
      if (event.getThrowableProxy() != null) {
        said.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    for (var secret : secrets) {
      assertThat(said.toString()).doesNotContain(secret);
    }
  }
}
