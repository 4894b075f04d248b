package vn.congvan.validation.pdf;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PDF's bytes by position. A small file is read once and held; of a large one some pages are
 * held, so memory does not grow with its size. Not thread-safe.
 */
public final class PdfBytes implements Closeable {
  /** Files up to this size are held whole: what is judged is then what was read, once. */
  static final int WHOLE = 4 << 20;

  private static final byte[] NONE = new byte[0];
  private static final int PAGE = 1 << 16;
  private static final int PAGES_HELD = 64;

  /** Takes bytes in the order of the file. */
  @FunctionalInterface
  public interface Sink {
    void take(byte[] buffer, int offset, int length, long position);
  }

  private final @Nullable FileChannel channel;
  private final long size;
  private final Map<Long, byte[]> pages = new LinkedHashMap<>(16, 0.75f, true);
  private byte[] page;
  private long pageStart;

  private PdfBytes(@Nullable FileChannel channel, long size, byte[] page) {
    this.channel = channel;
    this.size = size;
    this.page = page;
  }

  public static PdfBytes of(byte[] whole) {
    return new PdfBytes(null, whole.length, whole);
  }

  public static PdfBytes open(Path file) throws IOException {
    return open(file, WHOLE);
  }

  static PdfBytes open(Path file, int whole) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      var size = channel.size();
      if (size > whole) {
        return new PdfBytes(channel, size, new byte[0]);
      }
      var bytes = new byte[(int) size];
      read(channel, 0, bytes, bytes.length);
      channel.close();
      return new PdfBytes(null, size, bytes);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  public long size() {
    return size;
  }

  /** Whether the file was read once, whole: reading it again costs no disk and gives the same. */
  public boolean isHeld() {
    return channel == null;
  }

  /** The byte there, 0 to 255, or -1 outside the file. */
  int at(long position) {
    var index = position - pageStart;
    if (index >= 0 && index < page.length) {
      return page[(int) index] & 0xff;
    }
    return turnTo(position);
  }

  private int turnTo(long position) {
    if (position < 0 || position >= size || channel == null) {
      return -1;
    }
    var start = position - position % PAGE;
    var found = pages.get(start);
    if (found == null) {
      found = new byte[(int) Math.min(PAGE, size - start)];
      try {
        read(channel, start, found, found.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (pages.size() >= PAGES_HELD) {
        pages.remove(pages.keySet().iterator().next());
      }
      pages.put(start, found);
    }
    page = found;
    pageStart = start;
    return page[(int) (position - start)] & 0xff;
  }

  /** Bytes around this position, which is at {@link #indexOf} in them; none when it is outside. */
  byte[] held(long position) {
    return at(position) < 0 ? NONE : page;
  }

  /** Right after {@link #held} of the same position. */
  int indexOf(long position) {
    return (int) (position - pageStart);
  }

  byte[] copy(long from, int length) {
    var bytes = new byte[length];
    for (var done = 0; done < length; ) {
      if (at(from + done) < 0) {
        throw PdfProblem.malformed(from + done, "the file ends too early");
      }
      var inPage = (int) (from + done - pageStart);
      var part = Math.min(length - done, page.length - inPage);
      System.arraycopy(page, inPage, bytes, done, part);
      done += part;
    }
    return bytes;
  }

  /** Hands every byte over, once, in order. */
  public void forEach(Sink sink) throws IOException {
    if (channel == null) {
      sink.take(page, 0, page.length, 0);
      return;
    }
    var buffer = new byte[1 << 17];
    for (var position = 0L; position < size; ) {
      var part = (int) Math.min(buffer.length, size - position);
      read(channel, position, buffer, part);
      sink.take(buffer, 0, part, position);
      position += part;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static void read(FileChannel channel, long from, byte[] into, int length)
      throws IOException {
    var buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
  }
}
