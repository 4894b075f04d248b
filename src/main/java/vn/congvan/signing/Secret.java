package vn.congvan.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A password or a PIN read from its file, without the line's end. Wiped when closed, and never a
 * String: that could not be wiped, and would stand in a heap dump.
 */
public final class Secret implements AutoCloseable {
  private static final int MAX_BYTES = 1 << 16;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IOException when the file cannot be read or is larger than any secret; says nothing of
   *     what it holds
   */
  public static Secret read(Path file) throws IOException {
    byte[] all;
    try (var in = Files.newInputStream(file)) {
      all = in.readNBytes(MAX_BYTES + 1);
    }
    if (all.length > MAX_BYTES) {
      Arrays.fill(all, (byte) 0);
      throw new IOException("%s is larger than %d bytes".formatted(file.getFileName(), MAX_BYTES));
    }
    var from = 0;
    var to = all.length;
    while (to > 0 && isBlank(all[to - 1])) {
      to--;
    }
    while (from < to && isBlank(all[from])) {
      from++;
    }
    var secret = new Secret(Arrays.copyOfRange(all, from, to));
    Arrays.fill(all, (byte) 0);
    return secret;
  }

  /** Not a copy: zeros after {@link #close}. */
  public byte[] bytes() {
    return bytes;
  }

  /** A copy read as UTF-8, which whoever asks for it wipes. */
  public char[] characters() {
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    var characters = new char[decoded.remaining()];
    decoded.get(characters);
    Arrays.fill(decoded.array(), '\0');
    return characters;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "(secret)";
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
  }
}
