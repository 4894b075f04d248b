package vn.congvan.packet;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipInputStream;

/**
 * A file of a packet out of what its Base64 holds: a ZIP of one entry, as the standard's senders
 * write, or the file itself, as some do.
 */
final class FileContent {
  /** PKWARE APPNOTE 4.3.7: signature, 22 bytes, length of the name, of the extra field, name. */
  private static final int HEADER = 30;

  private static final int NAME_LENGTH_AT = 26;
  private static final int ZIP = 0x04034b50;
  private static final int PEEK = 512;

  /** Formats that are ZIPs themselves, of several entries. */
  private static final Set<String> ZIPPED =
      Set.of("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar");

  private FileContent() {}

  /**
   * @param name of the file, empty when it is not known yet
   * @return to be closed, which leaves {@code decoded} open to be read on
   */
  static InputStream unwrap(InputStream decoded, String name) throws IOException {
    var in = new PushbackInputStream(decoded, PEEK);
    var start = new byte[PEEK];
    var n = in.readNBytes(start, 0, PEEK);
    in.unread(start, 0, n);
    return isWrapped(start, n, name) ? OnlyEntry.open(in, name) : in;
  }

  /**
   * A ZIP whose first entry is not of the file's own kind is the file: a {@code .docx} that was not
   * wrapped begins with {@code [Content_Types].xml}, one that was with {@code something.docx}.
   */
  private static boolean isWrapped(byte[] start, int n, String name) {
    var header = ByteBuffer.wrap(start, 0, n).order(ByteOrder.LITTLE_ENDIAN);
    if (n < HEADER || header.getInt(0) != ZIP) {
      return false;
    }
    var kind = extension(name);
    if (!ZIPPED.contains(kind)) {
      return true;
    }
    var length = Math.min(header.getShort(NAME_LENGTH_AT) & 0xFFFF, n - HEADER);
    return extension(new String(start, HEADER, length, StandardCharsets.ISO_8859_1)).equals(kind);
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The one entry of a ZIP, which is not to have another. */
  private static final class OnlyEntry extends InputStream {
    private final ZipInputStream zip;
    private final String name;
    private boolean ended;

    private OnlyEntry(InputStream in, String name) {
      // Names of entries are not used; old senders write them in code pages that are not UTF-8.
      this.zip = new ZipInputStream(in, StandardCharsets.ISO_8859_1);
      this.name = name;
    }

    static OnlyEntry open(InputStream in, String name) throws IOException {
      var only = new OnlyEntry(in, name);
      try {
        if (!only.nextEntry()) {
          throw only.damaged();
        }
        return only;
      } catch (Defect e) {
        only.close();
        throw e;
      }
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (ended) {
        return -1;
      }
      try {
        var n = zip.read(bytes, offset, length);
        if (n < 0) {
          end();
        }
        return n;
      } catch (Defect e) {
        throw e;
      } catch (IOException e) {
        throw damaged();
      }
    }

    private void end() throws IOException {
      ended = true;
      if (nextEntry()) {
        throw Defect.badAttachment(
            name, "ZIP có nhiều hơn một tệp", "its ZIP holds more than one file");
      }
    }

    private boolean nextEntry() throws IOException {
      try {
        return zip.getNextEntry() != null;
      } catch (Defect e) {
        throw e;
      } catch (IOException | IllegalArgumentException e) {
        // The latter is how the JDK says that an entry's name is not UTF-8 though it claims to be.
        throw damaged();
      }
    }

    private Defect damaged() {
      return Defect.badAttachment(name, "ZIP bị hỏng", "its ZIP is damaged");
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
