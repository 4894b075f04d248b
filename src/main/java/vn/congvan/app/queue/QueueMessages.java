package vn.congvan.app.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import org.springframework.jms.support.converter.MessageConverter;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;

/**
 * What a route sees of a message: on {@code document.…} the event, on an agency's inbox the
 * packet's bytes. Nothing is ever deserialised: a message that is not bytes or text is set aside
 * unread.
 */
public final class QueueMessages implements MessageConverter {
  private static final int MAX_TEXT = EventCodec.MAX_BYTES;

  private final EventCodec codec;
  private final Spool spool;

  public QueueMessages(EventCodec codec, Spool spool) {
    this.codec = codec;
    this.spool = spool;
  }

  @Override
  public Object fromMessage(Message message) throws JMSException {
    if (queueOf(message).startsWith("document.")) {
      return codec.decode(bytes(message));
    }
    if (message instanceof BytesMessage bytes) {
      return spool.of(bytes);
    }
    throw notReadable(message);
  }

  /** Routes send through the outbox only. */
  @Override
  public Message toMessage(Object object, Session session) {
    throw new UnsupportedOperationException("routes send through the outbox");
  }

  /** The queue a message was taken from. */
  static String queueOf(Message message) throws JMSException {
    return message.getJMSDestination() instanceof Queue queue ? queue.getQueueName() : "";
  }

  /**
   * The whole body of a small message.
   *
   * @throws SetAside when it is too large for an event, or of a kind that is not read
   */
  public static byte[] bytes(Message message) throws JMSException {
    if (message instanceof BytesMessage bytes) {
      if (bytes.getBodyLength() > EventCodec.MAX_BYTES) {
        throw notReadable(message);
      }
      bytes.reset();
      var body = new byte[(int) bytes.getBodyLength()];
      bytes.readBytes(body);
      return body;
    }
    if (message instanceof TextMessage text) {
      var body = text.getText();
      if (body == null || body.length() > MAX_TEXT) {
        throw notReadable(message);
      }
      return body.getBytes(StandardCharsets.UTF_8);
    }
    throw notReadable(message);
  }

  private static SetAside notReadable(Message message) {
    return new SetAside(
        new Reason(
            "QUEUE.NOT_READABLE",
            "Thông điệp trên hàng đợi không phải loại hệ thống này đọc, hoặc quá lớn. Hủy, và hỏi bên gửi.",
            "a message of this kind (%s) or size is not read here; cancel it and ask its sender"
                .formatted(message.getClass().getSimpleName())));
  }
}
