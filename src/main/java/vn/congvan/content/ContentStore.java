package vn.congvan.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.function.Consumer;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.SetAside;
import vn.congvan.document.Upload;

/**
 * Bytes by their SHA-256, written once, durable when {@code put} and {@code keep} return.
 *
 * <p>In its folder lie {@code 00} to {@code ff} with one file a content, named by its hash, and
 * {@code quarantine} with what is still being written or judged. A file is synced before it is
 * renamed to its place, and the folder of its place afterwards; so a place holds all the bytes or
 * nothing, whenever the machine stops. Nobody may write to a file once it is in its place, and only
 * the account of the node may read it.
 *
 * <p>Every method may be called by many threads at once, and several nodes may share the folder. A
 * disk that is full or fails is RetryLater {@code CONTENT.DISK_FULL} or {@code CONTENT.IO}, with
 * nothing half-done.
 */
public final class ContentStore {
  private static final int PIECE = 64 << 10;

  private final Path folder;
  private final Shelves shelves;
  private final Quarantine quarantine;

  /**
   * @param folder made when it is not there
   * @throws Halt {@code CONTENT.FOLDER} when it cannot be used
   */
  public ContentStore(Path folder, Clock clock) {
    this.folder = folder;
    try {
      Durable.make(folder);
      this.shelves = new Shelves(folder, clock);
      this.quarantine = new Quarantine(folder.resolve("quarantine"), clock);
      Durable.sync(folder);
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "CONTENT.FOLDER",
              "Không dùng được thư mục chứa tệp văn bản %s. Kiểm tra ổ đĩa và quyền ghi."
                  .formatted(folder),
              "cannot use the content folder %s: check the disk and its permissions"
                  .formatted(folder)),
          e);
    }
  }

  /** Writes bytes to a stream, and leaves it open. */
  @FunctionalInterface
  public interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What {@link #check} found of one file. */
  public record Checked(ContentHash content, long size, boolean intact) {}

  /**
   * Takes an upload into quarantine and hashes it. It becomes durable when it is kept; nothing
   * refers to it before.
   *
   * @param limit in bytes; a longer one is Refused {@code E13.TOO_LARGE}
   * @throws Refused {@code E18.UPLOAD_BROKEN} when {@code in} fails before its end
   */
  public Upload receive(InputStream in, String fileName, String mediaType, long limit) {
    try (var upload = upload(limit)) {
      var piece = new byte[PIECE];
      int n;
      while ((n = next(in, piece)) >= 0) {
        upload.write(piece, 0, n);
      }
      return upload.finish(fileName, mediaType);
    }
  }

  private static int next(InputStream in, byte[] piece) {
    try {
      return in.read(piece);
    } catch (IOException e) {
      throw new Refused(
          new Reason(
              "E18.UPLOAD_BROKEN",
              "Tệp chưa tải lên hết thì mất kết nối. Kiểm tra kết nối rồi gửi lại.",
              "the upload broke off before its end; send it again"));
    }
  }

  /**
   * Begins an upload whose bytes are written piece by piece.
   *
   * @param limit in bytes; the write that goes beyond it is Refused {@code E13.TOO_LARGE}
   */
  public NewUpload upload(long limit) {
    try {
      return new NewUpload(quarantine.create(), limit);
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
  }

  /** Moves an upload from quarantine into the store; doing so again changes nothing. */
  public ContentHash keep(Upload upload) {
    var file = quarantine.path(upload);
    var content = upload.content();
    try {
      if (shelves.holds(content, upload.size())) {
        Files.deleteIfExists(file);
        return content;
      }
      try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
        if (channel.size() != upload.size()) {
          throw Trouble.damaged(content);
        }
        channel.force(true);
      } catch (NoSuchFileException e) {
        throw Trouble.missing(content, e);
      }
      shelves.place(file, content);
      return content;
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
  }

  /** Deletes an upload from quarantine; not there is fine. */
  public void discard(Upload upload) {
    try {
      Files.deleteIfExists(quarantine.path(upload));
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
  }

  /** Keeps what the source writes; nothing of it stays when the source fails. */
  public ContentHash put(Source source) {
    try (var file = quarantine.create()) {
      source.writeTo(file);
      var content = file.finish();
      if (!shelves.holds(content, file.size())) {
        file.sync();
        shelves.place(file.path(), content);
        file.taken();
      }
      return content;
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
  }

  public ContentHash put(byte[] bytes) {
    var content = ContentHash.of(Sha256.start().digest(bytes));
    try {
      if (shelves.holds(content, bytes.length)) {
        return content;
      }
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
    return put(out -> out.write(bytes));
  }

  /**
   * Where the bytes lie; who reads them so must hash what it reads, as the signer and the verifier
   * do.
   *
   * @throws SetAside {@code CONTENT.MISSING}
   */
  public Path path(ContentHash content) {
    var file = shelves.path(content);
    if (!Files.exists(file)) {
      throw Trouble.missing(content, new NoSuchFileException(file.toString()));
    }
    return file;
  }

  /** The same of an upload that is neither kept nor discarded yet. */
  public Path path(Upload upload) {
    var file = quarantine.path(upload);
    if (!Files.exists(file)) {
      throw Trouble.missing(upload.content(), new NoSuchFileException(file.toString()));
    }
    return file;
  }

  /** What somebody is told who read a content's file and found that it is not that content. */
  public static SetAside damaged(ContentHash content) {
    return Trouble.damaged(content);
  }

  /**
   * In bytes.
   *
   * @throws SetAside {@code CONTENT.MISSING}
   */
  public long size(ContentHash content) {
    try {
      return Files.size(shelves.path(content));
    } catch (NoSuchFileException e) {
      throw Trouble.missing(content, e);
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
  }

  /**
   * Streams the bytes and re-hashes them on the way. The read that would give the last byte fails
   * with SetAside {@code CONTENT.DAMAGED} when they are not what was kept, and any read with
   * RetryLater {@code CONTENT.IO} when the disk does not give them.
   *
   * @throws SetAside {@code CONTENT.MISSING}
   */
  public InputStream open(ContentHash content) {
    try {
      return new HashedInput(
          FileChannel.open(shelves.path(content), StandardOpenOption.READ), content, folder);
    } catch (NoSuchFileException e) {
      throw Trouble.missing(content, e);
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
  }

  /** Everything that is kept, in no order. What is put meanwhile may be left out. */
  public void forEach(Consumer<ContentHash> each) {
    try {
      shelves.forEach(each);
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
  }

  /**
   * Re-hashes everything and tells of each file whether it is what was kept; one that the disk does
   * not give counts as damaged. What is put meanwhile may be left out.
   */
  public void check(Consumer<Checked> each) {
    try {
      shelves.forEach(content -> each.accept(checked(content)));
    } catch (IOException e) {
      throw Trouble.of(e, folder);
    }
  }

  private Checked checked(ContentHash content) {
    var size = 0L;
    MessageDigest digest = Sha256.start();
    try (var in = Files.newInputStream(shelves.path(content))) {
      var piece = new byte[PIECE];
      int n;
      while ((n = in.read(piece)) >= 0) {
        digest.update(piece, 0, n);
        size += n;
      }
    } catch (IOException e) {
      return new Checked(content, size, false);
    }
    return new Checked(content, size, ContentHash.of(digest.digest()).equals(content));
  }
}
