package vn.congvan.validation;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.validation.pdf.PdfBytes;
import vn.congvan.validation.pdf.SignedRange;

/**
 * The digests of all signatures of a file, and the file's own, in one reading: what they share from
 * the start on is digested once and the state copied at each gap. Of a file in memory, whose own
 * digest is known before, only what follows the last state kept of that is digested.
 */
final class RangeDigests implements PdfBytes.Sink {
  private static final String SHA_256 = "SHA-256";

  /** A signature's bytes, waiting for their digest. */
  private static final class Part {
    private final SignedRange range;
    private final String algorithm;
    private @Nullable MessageDigest digest;

    Part(SignedRange range, String algorithm) {
      this.range = range;
      this.algorithm = algorithm;
    }
  }

  private final CryptoProviders providers;
  private final List<Part> parts = new ArrayList<>();
  private final TreeSet<Long> cuts = new TreeSet<>();
  private final Map<String, MessageDigest> fromStart = new HashMap<>();
  private final List<Part> read = new ArrayList<>();
  private final @Nullable HeldDigest held;

  /**
   * @param held of a file in memory
   */
  RangeDigests(CryptoProviders providers, @Nullable HeldDigest held) {
    this.providers = providers;
    this.held = held;
    if (held == null) {
      fromStart.put(SHA_256, providers.sha256());
    }
  }

  /**
   * @return what to ask {@link #result} with
   */
  int add(SignedRange range, String algorithm) {
    var part = new Part(range, algorithm);
    parts.add(part);
    if (held == null || !algorithm.equals(SHA_256)) {
      read.add(part);
      cuts.add(range.gapStart());
      cuts.add(range.gapEnd());
      cuts.add(range.end());
      fromStart.computeIfAbsent(algorithm, providers::digest);
    }
    return parts.size() - 1;
  }

  /** Reads the file. @return its SHA-256 */
  ContentHash read(PdfBytes bytes) throws IOException {
    if (!fromStart.isEmpty()) {
      bytes.forEach(this);
    }
    if (held == null) {
      return ContentHash.of(fromStart(SHA_256).digest());
    }
    for (var part : parts) {
      if (part.digest == null) {
        part.digest = held.of(part.range);
      }
    }
    return held.hash();
  }

  byte[] result(int part) {
    var digest = parts.get(part).digest;
    if (digest == null) {
      throw new IllegalStateException("a signature whose range lies outside the file");
    }
    return digest.digest();
  }

  @Override
  public void take(byte[] buffer, int offset, int length, long position) {
    var from = position;
    var end = position + length;
    while (from < end) {
      cut(from);
      var next = cuts.higher(from);
      var to = next == null ? end : Math.min(next, end);
      update(buffer, offset + (int) (from - position), (int) (to - from), from);
      from = to;
    }
  }

  /** At the start of a gap, what was digested so far belongs to that signature too. */
  private void cut(long position) {
    for (var part : read) {
      if (part.range.gapStart() == position && part.digest == null) {
        part.digest = copy(part.algorithm);
      }
    }
  }

  private MessageDigest fromStart(String algorithm) {
    return Objects.requireNonNull(fromStart.get(algorithm), algorithm);
  }

  private MessageDigest copy(String algorithm) {
    try {
      return (MessageDigest) fromStart(algorithm).clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("a digest that cannot be copied: " + algorithm, e);
    }
  }

  private void update(byte[] buffer, int offset, int length, long position) {
    for (var digest : fromStart.values()) {
      digest.update(buffer, offset, length);
    }
    for (var part : read) {
      if (part.digest != null && position >= part.range.gapEnd() && position < part.range.end()) {
        part.digest.update(buffer, offset, length);
      }
    }
  }
}
