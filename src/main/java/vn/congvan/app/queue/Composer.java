package vn.congvan.app.queue;

import java.io.IOException;
import java.io.OutputStream;
import vn.congvan.store.OutboxMessage;

/** Makes what is sent out of what the outbox keeps, for one kind of message. */
public interface Composer {
  /** By what its receiver recognises a repeat: the same for everything that is the same message. */
  String key(OutboxMessage message);

  /**
   * Streams the body. Composing again gives the same bytes.
   *
   * @throws IOException when it cannot be read now
   * @throws vn.congvan.document.RetryLater when it cannot be read now
   * @throws vn.congvan.document.SetAside when it can never be made
   */
  void compose(OutboxMessage message, OutputStream out) throws IOException;

  /** The body as the outbox keeps it, under the outbox's own id. */
  static Composer asKept() {
    return new Composer() {
      @Override
      public String key(OutboxMessage message) {
        return message.id().toString();
      }

      @Override
      public void compose(OutboxMessage message, OutputStream out) throws IOException {
        out.write(message.body());
      }
    };
  }

  /** A body made by a function, under the outbox's own id. */
  static Composer by(Writer writer) {
    return new Composer() {
      @Override
      public String key(OutboxMessage message) {
        return message.id().toString();
      }

      @Override
      public void compose(OutboxMessage message, OutputStream out) throws IOException {
        writer.write(message.body(), out);
      }
    };
  }

  /** Writes a body from what the outbox keeps. */
  @FunctionalInterface
  interface Writer {
    void write(byte[] kept, OutputStream out) throws IOException;
  }
}
