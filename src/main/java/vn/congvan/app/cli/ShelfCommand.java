package vn.congvan.app.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.congvan.app.words.Table;
import vn.congvan.app.words.Times;
import vn.congvan.web.AdminDesk;

/** Work set aside (hàng để riêng). */
@Command(
    name = "shelf",
    subcommands = {
      ShelfCommand.Listing.class,
      ShelfCommand.Resume.class,
      ShelfCommand.Cancel.class
    })
final class ShelfCommand {
  private static final int PAGE = 100;

  private ShelfCommand() {}

  /** Shows what waits, the oldest first. */
  @Command(name = "list")
  static final class Listing implements Callable<Integer> {
    @Mixin private final DataOption data;

    private final Terminal terminal;

    Listing(Terminal terminal) {
      this.terminal = terminal;
      this.data = new DataOption(terminal);
    }

    @Override
    public Integer call() {
      try (var admin = Administration.of(data.folder(), terminal)) {
        var table =
            new Table(
                terminal.in("Mã việc", "Id"),
                terminal.in("Bước", "Step"),
                terminal.in("Cơ quan", "Agency"),
                terminal.in("Văn bản", "Document"),
                terminal.in("Từ lúc", "Since"),
                terminal.in("Vì sao", "Why"));
        var shown = 0;
        String after = null;
        do {
          var page = admin.desk().shelf(after, PAGE);
          page.forEach(work -> row(table, work));
          shown += page.size();
          after = page.size() < PAGE ? null : page.get(page.size() - 1).id();
        } while (after != null);
        if (shown == 0) {
          terminal.say("Không có việc nào để riêng.", "Nothing is set aside.");
        } else {
          table.lines(terminal.width()).forEach(terminal.out()::println);
        }
        return ExitCode.OK;
      }
    }

    private void row(Table table, AdminDesk.Shelved work) {
      table.row(
          work.id(),
          work.work(),
          text(work.agency()),
          text(work.document()),
          Times.full(work.since()),
          work.reason().code() + ": " + work.reason().in(terminal.language()));
    }

    private static String text(@Nullable Object value) {
      return value == null ? "" : value.toString();
    }
  }

  /** Lets a piece of work go on. */
  @Command(name = "resume")
  static final class Resume implements Callable<Integer> {
    @Mixin private final DataOption data;

    @Parameters(paramLabel = "ID", descriptionKey = "shelf.id")
    private String id = "";

    private final Terminal terminal;

    Resume(Terminal terminal) {
      this.terminal = terminal;
      this.data = new DataOption(terminal);
    }

    @Override
    public Integer call() {
      try (var admin = Administration.of(data.folder(), terminal)) {
        admin.desk().resume(id);
        terminal.say(
            "Đã đưa việc %s lại hàng đợi của nó.".formatted(id),
            "The work %s is back in its queue.".formatted(id));
        return ExitCode.OK;
      }
    }
  }

  /** Gives a piece of work up. */
  @Command(name = "cancel")
  static final class Cancel implements Callable<Integer> {
    @Mixin private final DataOption data;

    @Parameters(paramLabel = "ID", descriptionKey = "shelf.id")
    private String id = "";

    @Option(
        names = "--note",
        paramLabel = "TEXT",
        required = true,
        descriptionKey = "note",
        order = 2)
    private String note = "";

    private final Terminal terminal;

    Cancel(Terminal terminal) {
      this.terminal = terminal;
      this.data = new DataOption(terminal);
    }

    @Override
    public Integer call() {
      try (var admin = Administration.of(data.folder(), terminal)) {
        admin.desk().cancel(id, note);
        terminal.say(
            "Đã hủy việc %s; nhật ký giữ lại lý do.".formatted(id),
            "The work %s is cancelled; the log keeps the reason.".formatted(id));
        return ExitCode.OK;
      }
    }
  }
}
