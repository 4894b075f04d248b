package vn.congvan.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vn.congvan.app.Settings;
import vn.congvan.directory.DirectoryFile;
import vn.congvan.directory.KeyHolding;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.Shown;
import vn.congvan.signing.csc.Consent;

/** A person's consent, in a browser on this machine, that the node may call a signing service. */
@Command(name = "consent")
final class ConsentCommand implements Callable<Integer> {
  private static final long PATIENCE_MINUTES = 10;
  private static final String CALLBACK = "/callback";

  @Mixin private final DataOption data;

  @Option(names = "--of", paramLabel = "REF", required = true, descriptionKey = "of", order = 2)
  private String of = "";

  @Option(names = "--port", paramLabel = "PORT", descriptionKey = "port", order = 3)
  private int port;

  private final Terminal terminal;

  ConsentCommand(Terminal terminal) {
    this.terminal = terminal;
    this.data = new DataOption(terminal);
  }

  @Override
  public Integer call() throws InterruptedException {
    var place = place();
    BlockingQueue<Map<String, String>> answers = new ArrayBlockingQueue<>(1);
    var server = listen(answers);
    try {
      var redirect =
          URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), CALLBACK));
      var consent = Consent.begin(place, redirect);
      terminal.say(
          "Mở địa chỉ này bằng trình duyệt trên máy này, đăng nhập và đồng ý:",
          "Open this address in a browser on this machine, log in and consent:");
      terminal.out().println(consent.page());
      var answer = answers.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
      if (answer == null) {
        throw new RetryLater(
            new Reason(
                "SIGN.NO_CONSENT",
                "Sau %d phút chưa có trả lời từ trang của dịch vụ. Chạy lại lệnh."
                    .formatted(PATIENCE_MINUTES),
                "no answer came from the service's page within %d minutes; run the command again"
                    .formatted(PATIENCE_MINUTES)));
      }
      consent.finish(answer.getOrDefault("state", ""), answer.getOrDefault("code", ""));
    } finally {
      server.stop(1);
    }
    terminal.say("Đã được phép.", "Consent was given.");
    return ExitCode.OK;
  }

  private HttpServer listen(BlockingQueue<Map<String, String>> answers) {
    try {
      var server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 5);
      server.createContext(CALLBACK, exchange -> answer(exchange, answers));
      server.start();
      return server;
    } catch (IOException e) {
      throw new Refused(
          new Reason(
              "CLI.PORT",
              "Không mở được cổng %d trên máy này. Chọn cổng khác.".formatted(port),
              "the port %d of this machine cannot be used; choose another".formatted(port)));
    }
  }

  /** Only the first answer counts; whether it is the right one its state says. */
  private void answer(HttpExchange exchange, BlockingQueue<Map<String, String>> answers)
      throws IOException {
    try (exchange) {
      var taken = answers.offer(fields(exchange.getRequestURI().getRawQuery()));
      var text =
          terminal.in(
              "Đã nhận trả lời. Đóng trang này và xem cửa sổ lệnh.",
              "The answer was received. Close this page and look at the command's window.");
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
      exchange.sendResponseHeaders(taken ? 200 : 409, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Map<String, String> fields(@Nullable String query) {
    var fields = new HashMap<String, String>();
    for (var field : (query == null ? "" : query).split("&", -1)) {
      var at = field.indexOf('=');
      if (at > 0) {
        fields.put(field.substring(0, at), decoded(field.substring(at + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private KeyPlace.Remote place() {
    var folder = data.folder();
    var listed =
        Settings.load(folder, Map.of())
            .path("directory.file")
            .orElse(folder.resolve("config").resolve("agencies.yaml"));
    var directory = DirectoryFile.read(listed);
    var seals =
        directory.agencies().stream()
            .filter(agency -> agency.code().value().equals(of))
            .map(agency -> agency.seal());
    var persons = directory.person(of).stream().map(person -> person.key());
    return Stream.concat(seals, persons)
        .flatMap(ConsentCommand::remote)
        .findFirst()
        .orElseThrow(
            () ->
                new Refused(
                    new Reason(
                        "KEY.NO_SERVICE",
                        "Danh mục %s không có khóa csc với refreshTokenFile của \"%s\"."
                            .formatted(listed, Shown.of(of)),
                        "the directory %s has no csc key with a refreshTokenFile of '%s'"
                            .formatted(listed, Shown.of(of)))));
  }

  private static Stream<KeyPlace.Remote> remote(@Nullable KeyHolding holding) {
    return holding != null
            && holding.place() instanceof KeyPlace.Remote remote
            && remote.refreshTokenFile() != null
        ? Stream.of(remote)
        : Stream.empty();
  }
}
