package vn.congvan.app.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.congvan.app.Settings;
import vn.congvan.directory.DirectoryFile;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Shown;
import vn.congvan.document.VietnamTime;
import vn.congvan.web.AddressRange;
import vn.congvan.web.ApiKeyFile;
import vn.congvan.web.ApiKeys;

/** Keys for the HTTP API. */
@Command(
    name = "key",
    subcommands = {KeyCommand.New.class, ConsentCommand.class})
final class KeyCommand {
  private KeyCommand() {}

  /** Makes a key for somebody the directory knows, and shows it this once. */
  @Command(name = "new")
  static final class New implements Callable<Integer> {
    @Mixin private final DataOption data;

    @Option(
        names = "--agency",
        paramLabel = "CODE",
        required = true,
        descriptionKey = "agency",
        order = 2,
        converter = AsAgency.class)
    private AgencyCode agency = new AgencyCode("A");

    @Option(
        names = "--person",
        paramLabel = "REF",
        required = true,
        descriptionKey = "person",
        order = 3)
    private String person = "";

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        required = true,
        descriptionKey = "role",
        order = 4,
        converter = AsRole.class)
    private Role role = Role.OFFICER;

    @Option(names = "--from", paramLabel = "DATE", descriptionKey = "from", order = 5)
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", descriptionKey = "to", order = 6)
    private @Nullable LocalDate to;

    @Option(
        names = "--allowed-from",
        paramLabel = "ADDRESS",
        descriptionKey = "allowed-from",
        order = 7,
        converter = AsRange.class)
    private List<AddressRange> allowedFrom = new ArrayList<>();

    private final Terminal terminal;

    New(Terminal terminal) {
      this.terminal = terminal;
      this.data = new DataOption(terminal);
    }

    @Override
    public Integer call() {
      var folder = data.folder();
      holdToDirectory(folder);
      var key = ApiKeys.newKey(agency, person, role, from, to, allowedFrom);
      var file = folder.resolve("config").resolve("api-keys.yaml");
      ApiKeyFile.add(file, key.entry());
      // The key alone is the answer, so that a script can take it.
      terminal.out().println(key.text());
      terminal
          .err()
          .println(
              terminal.in(
                  "Khóa chỉ hiện một lần này; %s chỉ giữ mã băm. Nút đang chạy nhận khóa sau khi chạy lại."
                      .formatted(file),
                  "The key is shown this once; %s keeps its hash. A running node knows it after its next start."
                      .formatted(file)));
      return ExitCode.OK;
    }

    /** A key nobody may use is a typing error found too late. */
    private void holdToDirectory(Path folder) {
      var listed =
          Settings.load(folder, Map.of())
              .path("directory.file")
              .orElse(folder.resolve("config").resolve("agencies.yaml"));
      var directory = DirectoryFile.read(listed);
      var today = VietnamTime.dayOf(terminal.clock().instant());
      var known =
          directory.agency(agency).people().stream()
              .anyMatch(p -> p.ref().equals(person) && p.postOn(today, role).isPresent());
      if (!known) {
        throw new Refused(
            new Reason(
                "KEY.NOBODY",
                "Danh mục %s không có người mang mã %s giữ vai trò %s tại cơ quan %s hôm nay. Kiểm tra lại mã và vai trò."
                    .formatted(listed, Shown.of(person), role.key(), agency),
                "the directory %s has nobody with ref %s who is %s at agency %s today; check ref and role"
                    .formatted(listed, Shown.of(person), role.key(), agency)));
      }
    }
  }

  /** As it is typed: {@code H57.12}. */
  static final class AsAgency implements ITypeConverter<AgencyCode> {
    @Override
    public AgencyCode convert(String value) {
      return new AgencyCode(value);
    }
  }

  /** As it is typed: {@code clerk}. */
  static final class AsRole implements ITypeConverter<Role> {
    @Override
    public Role convert(String value) {
      return Role.valueOf(value.toUpperCase(Locale.ROOT));
    }
  }

  /** As it is typed: {@code 10.8.0.0/16}. */
  static final class AsRange implements ITypeConverter<AddressRange> {
    @Override
    public AddressRange convert(String value) {
      return AddressRange.parse(value);
    }
  }
}
