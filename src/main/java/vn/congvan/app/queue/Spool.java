package vn.congvan.app.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.packet.PacketSource;

/**
 * What holds the bytes of messages while these are worked on. A large packet can be larger than
 * memory and lies in a file, which belongs to its message and goes with it; one that the broker's
 * client holds in memory anyway stays there.
 */
public final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final int CHUNK = 64 << 10;
  private static final String LARGE = "_AMQ_LARGE_SIZE";
  private static final String SAVE_TO = "JMS_AMQ_SaveStream";

  private final Path folder;

  /** By the message object itself: the broker may deliver one id twice, each is its own. */
  private final Map<Message, PacketSource> held =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private record InMemory(byte[] bytes) implements PacketSource {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private record InFile(Path path) implements PacketSource {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  /**
   * @param folder of this process alone
   */
  public Spool(Path folder) {
    this.folder = folder;
  }

  /**
   * The message's bytes; asked again, returns the same.
   *
   * @throws RetryLater when the disk does not take them
   */
  public PacketSource of(BytesMessage message) throws JMSException {
    var known = held.get(message);
    if (known != null) {
      return known;
    }
    if (!message.propertyExists(LARGE)) {
      message.reset();
      var bytes = new byte[(int) message.getBodyLength()];
      message.readBytes(bytes);
      var source = new InMemory(bytes);
      held.put(message, source);
      return source;
    }
    try {
      var file = Files.createTempFile(folder, "message-", ".part");
      var source = new InFile(file);
      held.put(message, source);
      try (var out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK)) {
        // Asking a large message for its body in any other way would gather it in memory first.
        message.setObjectProperty(SAVE_TO, out);
      }
      return source;
    } catch (IOException e) {
      release(message);
      throw new RetryLater(
          new Reason(
              "QUEUE.SPOOL",
              "Không ghi được gói tin vừa đến vào thư mục spool; hệ thống tự thử lại. Kiểm tra dung lượng đĩa.",
              "cannot write an incoming packet to the spool folder; it is tried again; check the disk"),
          e);
    }
  }

  /** Lets go of the message's bytes, if it has any here. */
  public void release(Message message) {
    if (!(held.remove(message) instanceof InFile file)) {
      return;
    }
    try {
      Files.deleteIfExists(file.path());
    } catch (IOException e) {
      LOG.warn("cannot delete {}; it goes at the next start", file.path(), e);
    }
  }
}
