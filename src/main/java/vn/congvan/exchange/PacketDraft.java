package vn.congvan.exchange;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import vn.congvan.content.ContentStore;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.packet.DocumentPacket;
import vn.congvan.packet.Packet;
import vn.congvan.packet.PacketWriter;
import vn.congvan.packet.StatusPacket;

/**
 * A packet before it is composed: its fields, and its files by their hash. This is what the outbox
 * and the delivery keep; the bytes of the files lie once in the content store, and composing the
 * draft again gives the same packet.
 */
record PacketDraft(@Nullable DocumentPacket document, @Nullable StatusPacket status) {
  /** The {@code kind} of an outbox message whose body is a draft. */
  static final String KIND = "packet";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addMixIn(ContentHash.class, AsText.class)
          .addMixIn(Packet.class, NoKind.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  abstract static class AsText {
    @JsonCreator
    AsText(String hex) {}

    @JsonValue
    abstract String hex();
  }

  /** The kind is told by the packet's class. */
  abstract static class NoKind {}

  static PacketDraft of(Packet packet) {
    return packet instanceof DocumentPacket document
        ? new PacketDraft(document, null)
        : new PacketDraft(null, (StatusPacket) packet);
  }

  byte[] encode() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a packet's fields are plain values", e);
    }
  }

  static PacketDraft decode(byte[] bytes) {
    try {
      return JSON.readValue(bytes, PacketDraft.class);
    } catch (IOException e) {
      throw new SetAside(
          new Reason(
              "EXCHANGE.DRAFT",
              "Không đọc được bản nháp gói tin đang chờ gửi. Gửi lại văn bản.",
              "cannot read the draft of a packet that waits to be sent; send the document again"),
          e);
    }
  }

  /** Streams the packet; the files come from the content store and are re-hashed on the way. */
  void compose(PacketWriter writer, ContentStore content, OutputStream out) throws IOException {
    if (document != null) {
      writer.write(document, content, out);
    } else if (status != null) {
      writer.write(status, out);
    }
  }
}
