package vn.congvan.app.data;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * Where the node that has a data folder open can be asked: the file {@code node.address} in it,
 * which counts only while the folder is held.
 */
public final class NodeAddress {
  static final String FILE = "node.address";
  static final String FRESH = FILE + ".new";
  private static final int LONGEST = 200;

  private NodeAddress() {}

  /**
   * @param port the one the node listens on; commands reach it over this machine's own address
   */
  public static void publish(Path data, String host, int port) throws IOException {
    var reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    var literal = reachable.contains(":") ? "[" + reachable + "]" : reachable;
    var file = data.resolve(FILE);
    var fresh = data.resolve(FRESH);
    Files.writeString(fresh, "http://%s:%d%n".formatted(literal, port), StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * @return empty when no node has said where it is, as while it starts
   * @throws Halt when the file says nothing that can be an address
   */
  public static Optional<URI> read(Path data) {
    var file = data.resolve(FILE);
    try {
      if (Files.size(file) > LONGEST) {
        throw new IOException("longer than any address");
      }
      return Optional.of(URI.create(Files.readString(file, StandardCharsets.UTF_8).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new Halt(
          new Reason(
              "DATA.NODE_ADDRESS",
              "Không đọc được địa chỉ của nút trong %s. Chạy lệnh bằng người dùng của nút, hoặc chạy lại nút."
                  .formatted(file),
              "cannot read the node's address in %s; run the command as the node's user, or start the node again"
                  .formatted(file)),
          e);
    }
  }
}
