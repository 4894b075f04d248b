package vn.congvan.app.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import vn.congvan.app.queue.Composer;
import vn.congvan.document.Ids;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.store.OutboxMessage;

/**
 * Messages of a restored copy. A broker outside may remember the ids under which they were sent
 * before the restore, and would drop them without a word; so each gets a new id, and keeps its key,
 * by which whoever has had it recognises it.
 *
 * <p>Body: the old id (16 bytes), the length of the old kind (one byte), the old kind, the old
 * body.
 */
public final class SentAgain implements Composer {
  /** The outbox's {@code kind} of such a message. */
  public static final String KIND = "again";

  private static final int ID_BYTES = 16;

  private final Map<String, Composer> composers;

  /**
   * @param composers of the other kinds
   */
  public SentAgain(Map<String, Composer> composers) {
    this.composers = Map.copyOf(composers);
  }

  /**
   * The same message under a new id.
   *
   * @param restore the one it is sent again after
   */
  static OutboxMessage of(OutboxMessage message, UUID restore) {
    var before = message.kind().equals(KIND) ? before(message) : message;
    var kind = before.kind().getBytes(StandardCharsets.US_ASCII);
    var body = ByteBuffer.allocate(ID_BYTES + 1 + kind.length + before.body().length);
    body.putLong(before.id().getMostSignificantBits());
    body.putLong(before.id().getLeastSignificantBits());
    body.put((byte) kind.length).put(kind).put(before.body());
    return new OutboxMessage(
        Ids.from(before.id().toString(), "restored", restore.toString()),
        before.destination(),
        before.lane(),
        KIND,
        body.array());
  }

  /** The message as it was before. */
  static OutboxMessage before(OutboxMessage message) {
    var body = ByteBuffer.wrap(message.body());
    if (body.remaining() > ID_BYTES) {
      var id = new UUID(body.getLong(), body.getLong());
      var kind = new byte[Byte.toUnsignedInt(body.get())];
      if (body.remaining() >= kind.length) {
        body.get(kind);
        var rest = new byte[body.remaining()];
        body.get(rest);
        return new OutboxMessage(
            id,
            message.destination(),
            message.lane(),
            new String(kind, StandardCharsets.US_ASCII),
            rest);
      }
    }
    throw unreadable();
  }

  @Override
  public String key(OutboxMessage message) {
    var before = before(message);
    return composer(before).key(before);
  }

  @Override
  public void compose(OutboxMessage message, OutputStream out) throws IOException {
    var before = before(message);
    composer(before).compose(before, out);
  }

  private Composer composer(OutboxMessage before) {
    var composer = composers.get(before.kind());
    if (composer == null) {
      throw unreadable();
    }
    return composer;
  }

  private static SetAside unreadable() {
    return new SetAside(
        new Reason(
            "RELAY.AGAIN",
            "Thông điệp gửi lại sau khi khôi phục không đọc được. Hủy, và làm lại bước đó.",
            "a message to be sent again after a restore cannot be read; cancel it and do its step again"));
  }
}
