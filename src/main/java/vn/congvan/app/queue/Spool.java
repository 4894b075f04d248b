package vn.congvan.app.queue;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;

/**
 * Files that hold the bytes of messages while these are worked on: a packet can be larger than
 * memory. A file belongs to its message and goes with it.
 */
public final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final int CHUNK = 64 << 10;
  private static final String LARGE = "_AMQ_LARGE_SIZE";
  private static final String SAVE_TO = "JMS_AMQ_SaveStream";

  private final Path folder;

  /** By the message object itself: the broker may deliver one id twice, each is its own. */
  private final Map<Message, Path> files = Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * @param folder of this process alone
   */
  public Spool(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the message's bytes to a file; asked again, returns the same.
   *
   * @throws RetryLater when the disk does not take them
   */
  public Path file(BytesMessage message) throws JMSException {
    var known = files.get(message);
    if (known != null) {
      return known;
    }
    try {
      var file = Files.createTempFile(folder, "message-", ".part");
      files.put(message, file);
      try (var out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK)) {
        copy(message, out);
      }
      return file;
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

  /** Deletes the message's file, if it has one. */
  public void release(Message message) {
    var file = files.remove(message);
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}; it goes at the next start", file, e);
    }
  }

  /**
   * A large message is saved as it comes from the broker; asking it for its body in any other way
   * would gather it in memory first.
   */
  private static void copy(BytesMessage message, OutputStream out)
      throws JMSException, IOException {
    if (message.propertyExists(LARGE)) {
      message.setObjectProperty(SAVE_TO, out);
      return;
    }
    message.reset();
    var buffer = new byte[CHUNK];
    for (var read = message.readBytes(buffer); read > 0; read = message.readBytes(buffer)) {
      out.write(buffer, 0, read);
    }
  }
}
