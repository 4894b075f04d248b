package vn.congvan.signing;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;

/**
 * A large file that is written once, from its beginning, straight to the disk. It has to be on the
 * disk in the end, so the system's memory would only be one copy more. Where the disk cannot do
 * that, it is written as any other file.
 */
final class DirectFile implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  /** Still in the processor's cache when it is digested. */
  private static final int PIECE = 1 << 18;

  /** What disks want the ends of a write to lie at; with one that wants more it fails. */
  private static final int BLOCK = 4096;

  private final Path path;
  private final ByteBuffer buffer;
  private FileChannel channel;
  private boolean direct;
  private long written;

  private DirectFile(Path path, FileChannel channel, boolean direct) {
    this.path = path;
    this.channel = channel;
    this.direct = direct;
    this.buffer = ByteBuffer.allocateDirect(BUFFER + BLOCK).alignedSlice(BLOCK).limit(BUFFER);
  }

  /**
   * @param path an empty file
   */
  static DirectFile open(Path path) throws IOException {
    try {
      var channel = FileChannel.open(path, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
      return new DirectFile(path, channel, true);
    } catch (IOException | UnsupportedOperationException e) {
      // A file system in memory, for example.
      return new DirectFile(path, FileChannel.open(path, StandardOpenOption.WRITE), false);
    }
  }

  /**
   * Takes the next bytes of another file: at most so many, at least one.
   *
   * @param digests taught them too
   */
  int copy(FileChannel from, long position, long most, List<MessageDigest> digests)
      throws IOException {
    try {
      makeRoom();
    } catch (IOException e) {
      throw new OutputFailed(e);
    }
    var start = buffer.position();
    var room = buffer.limit();
    buffer.limit((int) Math.min(room, start + Math.min(PIECE, most)));
    var read = from.read(buffer, position);
    buffer.limit(room);
    if (read < 0) {
      throw new EOFException("the file became shorter while it was read");
    }
    for (var digest : digests) {
      digest.update(buffer.duplicate().limit(start + read).position(start));
    }
    return read;
  }

  void write(byte[] bytes, int length) throws IOException {
    for (var done = 0; done < length; ) {
      makeRoom();
      var part = Math.min(buffer.remaining(), length - done);
      buffer.put(bytes, done, part);
      done += part;
    }
  }

  private void makeRoom() throws IOException {
    if (!buffer.hasRemaining()) {
      flush(BUFFER);
    }
  }

  /** Writes the first so many bytes of the buffer, and keeps what follows them. */
  private void flush(int count) throws IOException {
    var filled = buffer.position();
    buffer.position(0).limit(count);
    while (buffer.hasRemaining()) {
      try {
        written += channel.write(buffer, written);
      } catch (IOException e) {
        if (!direct) {
          throw e;
        }
        // Said to be able to and is not; if it is the disk that fails, it does so again.
        writePlainly();
      }
    }
    buffer.limit(filled).position(count);
    buffer.compact().limit(BUFFER);
  }

  private void writePlainly() throws IOException {
    direct = false;
    channel.close();
    channel = FileChannel.open(path, StandardOpenOption.WRITE);
  }

  /** Writes what is left; afterwards the bytes are on the disk. */
  void finish() throws IOException {
    if (direct) {
      flush(buffer.position() - buffer.position() % BLOCK);
      writePlainly();
    }
    flush(buffer.position());
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
