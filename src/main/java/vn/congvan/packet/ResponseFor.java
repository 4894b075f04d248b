package vn.congvan.packet;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which document a packet speaks of. */
public record ResponseFor(
    String organId,
    @Nullable String code,
    @Nullable String documentId,
    @Nullable LocalDate promulgationDate) {
  /** What a status about this packet would say. */
  public static ResponseFor to(DocumentPacket packet) {
    return new ResponseFor(
        packet.from().organId(),
        packet.code().written(),
        packet.documentId(),
        packet.promulgation().date());
  }
}
