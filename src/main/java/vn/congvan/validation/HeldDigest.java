package vn.congvan.validation;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.validation.pdf.PdfBytes;
import vn.congvan.validation.pdf.SignedRange;

/**
 * The SHA-256 of a file in memory, with states kept on the way: the digest of what a signature is
 * over goes on from the last one before its gap, so that nothing before is digested twice.
 */
final class HeldDigest implements PdfBytes.Sink {
  private static final int SHORTEST_STEP = 4096;
  private static final int MOST_STATES = 64;

  private final PdfBytes bytes;
  private final int step;
  private final List<MessageDigest> states = new ArrayList<>();
  private final MessageDigest digest;
  private final ContentHash hash;

  /**
   * @param bytes held
   */
  HeldDigest(PdfBytes bytes, CryptoProviders providers) throws IOException {
    this.bytes = bytes;
    this.step = Math.max(SHORTEST_STEP, Math.toIntExact(bytes.size() / MOST_STATES));
    this.digest = providers.sha256();
    bytes.forEach(this);
    this.hash = ContentHash.of(digest.digest());
  }

  @Override
  public void take(byte[] buffer, int offset, int length, long position) {
    for (var at = 0; at < length; at += step) {
      states.add(copy(digest));
      digest.update(buffer, offset + at, Math.min(step, length - at));
    }
  }

  /** Of the whole file. */
  ContentHash hash() {
    return hash;
  }

  /** Of a signature's bytes, which lie in the file. */
  MessageDigest of(SignedRange range) throws IOException {
    var kept = (int) Math.min(range.gapStart() / step, states.size() - 1L);
    var from = kept * step;
    var signed = copy(states.get(kept));
    bytes.forEach(
        (buffer, offset, length, position) -> {
          signed.update(buffer, offset + from, Math.toIntExact(range.gapStart() - from));
          signed.update(
              buffer,
              offset + Math.toIntExact(range.gapEnd()),
              Math.toIntExact(range.end() - range.gapEnd()));
        });
    return signed;
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a SHA-256 that cannot be copied", e);
    }
  }
}
