package vn.congvan.app.queue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The bytes of a message being made: in memory while they are few, in a file when they are not. */
final class Payload extends OutputStream {
  private static final int BUFFER = 64 << 10;

  private final Path folder;
  private final int limit;
  private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream(8 << 10);
  private @Nullable Path file;
  private @Nullable OutputStream out;

  /**
   * @param limit how many bytes stay in memory
   */
  Payload(Path folder, int limit) {
    this.folder = folder;
    this.limit = limit;
  }

  @Override
  public void write(int b) throws IOException {
    target(1).write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    target(length).write(bytes, from, length);
  }

  /** The bytes, when they are few; null when they are in a file. */
  byte @Nullable [] bytes() {
    return memory == null ? null : memory.toByteArray();
  }

  /** Ends writing and tells where the many bytes are. */
  Path file() throws IOException {
    if (out == null || file == null) {
      throw new IllegalStateException("the bytes are in memory");
    }
    out.flush();
    return file;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  private OutputStream target(int more) throws IOException {
    if (memory != null && memory.size() + more > limit) {
      file = Files.createTempFile(folder, "outgoing-", ".part");
      out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
      memory.writeTo(out);
      memory = null;
    }
    if (memory != null) {
      return memory;
    }
    if (out == null) {
      throw new IllegalStateException("closed");
    }
    return out;
  }
}
