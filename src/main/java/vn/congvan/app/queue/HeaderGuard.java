package vn.congvan.app.queue;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Which properties of a message become headers of a route: its id, letter for letter, and no other.
 * A sender that could set {@code CamelBeanMethodName}, in whatever case, would choose what a route
 * calls.
 */
public final class HeaderGuard implements HeaderFilterStrategy {
  /** The message's own id, also its key in the inbox; the same when it is sent again. */
  public static final String ID = "congvanId";

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return !name.equals(ID);
  }

  /** Routes send through the outbox, never through Camel's JMS producer, so nothing goes out. */
  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return true;
  }
}
