package vn.congvan.packet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;

/** A packet cannot be read, and why. */
public final class PacketProblem extends Exception {
  private final transient Reason reason;
  private final transient @Nullable ContentHash packet;
  private final transient @Nullable Claim claim;

  /** What the packet says of itself as far as it could be read. */
  public record Claim(String sender, ResponseFor document) {}

  public PacketProblem(Reason reason, @Nullable ContentHash packet, @Nullable Claim claim) {
    super(reason.toString());
    this.reason = reason;
    this.packet = packet;
    this.claim = claim;
  }

  public Reason reason() {
    return reason;
  }

  /** SHA-256 of all its bytes; empty when it was too large to be read to its end. */
  public Optional<ContentHash> packet() {
    return Optional.ofNullable(packet);
  }

  public Optional<Claim> claim() {
    return Optional.ofNullable(claim);
  }
}
