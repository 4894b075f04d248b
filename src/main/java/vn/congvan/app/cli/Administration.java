package vn.congvan.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.Offline;
import vn.congvan.app.Settings;
import vn.congvan.app.data.DataFolder;
import vn.congvan.app.data.NodeAddress;
import vn.congvan.directory.Directory;
import vn.congvan.directory.DirectoryFile;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;
import vn.congvan.web.AdminClient;
import vn.congvan.web.AdminDesk;
import vn.congvan.web.AdminToken;

/**
 * Whoever can do an administrator's work on a data folder now: the node that has it open, else this
 * process itself. Never both, since a database has one writer.
 */
final class Administration implements AutoCloseable {
  private final AdminDesk desk;
  private final Runnable end;
  private final Path data;
  private @Nullable Directory directory;

  private Administration(AdminDesk desk, Runnable end, Path data) {
    this.desk = desk;
    this.end = end;
    this.data = data;
  }

  /**
   * @throws Halt when there is no such folder, or it cannot be read
   * @throws RetryLater when a node runs on it that cannot be asked yet
   */
  static Administration of(Path data, Terminal terminal) {
    if (!Files.isDirectory(data)) {
      throw new Halt(
          new Reason(
              "DATA.NOT_THERE",
              "Không có thư mục dữ liệu %s. Ghi đúng thư mục bằng --data.".formatted(data),
              "there is no data folder %s; name the right one with --data".formatted(data)));
    }
    var holder = DataFolder.heldBy(data);
    if (holder.isPresent()) {
      var address =
          NodeAddress.read(data)
              .orElseThrow(
                  () ->
                      new RetryLater(
                          new Reason(
                              "DATA.NODE_STARTING",
                              "Tiến trình %d đang dùng thư mục %s nhưng chưa nhận lệnh. Chờ một lát rồi chạy lại."
                                  .formatted(holder.get(), data),
                              "process %d has the folder %s open but takes no commands yet; try again in a moment"
                                  .formatted(holder.get(), data))));
      var token = AdminToken.read(data.resolve("admin.token"));
      return new Administration(
          new AdminClient(address, token, terminal.language()), () -> {}, data);
    }
    var offline = Offline.open(Settings.load(data, Map.of()), terminal.clock());
    return new Administration(offline.desk(), offline::close, data);
  }

  AdminDesk desk() {
    return desk;
  }

  /** The full name behind a pseudonymous id, or the id itself. */
  String nameOf(String ref) {
    var known = directory;
    if (known == null) {
      var file =
          Settings.load(data, Map.of())
              .path("directory.file")
              .orElse(data.resolve("config").resolve("agencies.yaml"));
      known = DirectoryFile.read(file);
      directory = known;
    }
    return known.person(ref).map(person -> person.fullName()).orElse(ref);
  }

  @Override
  public void close() {
    end.run();
  }
}
