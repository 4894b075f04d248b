package vn.congvan.app.route;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import vn.congvan.app.queue.EventCodec;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.Ids;
import vn.congvan.store.Outbox;
import vn.congvan.store.OutboxMessage;

/**
 * {@code outbox:<queue>} announces the event in the body: in the current unit of work it is entered
 * in the outbox, and the relay sends it to the queue once the unit is kept.
 */
public final class OutboxComponent extends DefaultComponent {
  /** The {@code kind} of an outbox message whose body is an event. */
  public static final String KIND = "event";

  private final Outbox outbox;
  private final EventCodec codec;

  public OutboxComponent(Outbox outbox, EventCodec codec) {
    this.outbox = outbox;
    this.codec = codec;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String queue, Map<String, Object> parameters) {
    return new QueueEndpoint(uri, this, queue);
  }

  /** Announcing the same event on the same queue again is the same message. */
  public static OutboxMessage message(DocumentEvent event, String queue, EventCodec codec) {
    return new OutboxMessage(
        Ids.from(event.header().id().toString(), queue),
        queue,
        event.document().toString(),
        KIND,
        codec.encode(event));
  }

  private void announce(DocumentEvent event, String queue) {
    outbox.add(message(event, queue, codec));
  }

  private static final class QueueEndpoint extends DefaultEndpoint {
    private final OutboxComponent component;
    private final String queue;

    QueueEndpoint(String uri, OutboxComponent component, String queue) {
      super(uri, component);
      this.component = component;
      this.queue = queue;
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) throws Exception {
          component.announce(exchange.getMessage().getMandatoryBody(DocumentEvent.class), queue);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("the outbox is read by the relay, not by routes");
    }
  }
}
