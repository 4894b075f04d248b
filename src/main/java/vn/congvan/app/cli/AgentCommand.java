package vn.congvan.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.congvan.app.agent.SigningAgent;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Shown;
import vn.congvan.signing.KeyRing;
import vn.congvan.signing.SigningRules;

/**
 * Runs on the leader's own computer: signs with the key there what a page of the agency's node asks
 * for, when the leader says so.
 */
@Command(name = "agent")
final class AgentCommand implements Callable<Integer> {
  private static final int PORT = 37_210;

  @Option(names = "--key", paramLabel = "FILE.p12", descriptionKey = "sign-key", order = 1)
  private @Nullable Path key;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      descriptionKey = "password-file",
      order = 2)
  private @Nullable Path passwordFile;

  @Option(names = "--library", paramLabel = "FILE", descriptionKey = "library", order = 3)
  private @Nullable Path library;

  @Option(names = "--token", paramLabel = "LABEL", descriptionKey = "token", order = 4)
  private @Nullable String token;

  @Option(names = "--label", paramLabel = "LABEL", descriptionKey = "label", order = 5)
  private @Nullable String label;

  @Option(names = "--pin-file", paramLabel = "FILE", descriptionKey = "pin-file", order = 6)
  private @Nullable Path pinFile;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      required = true,
      descriptionKey = "origin",
      order = 7)
  private List<URI> origins = new ArrayList<>();

  @Option(names = "--port", paramLabel = "PORT", descriptionKey = "agent-port", order = 8)
  private int port = PORT;

  @Spec private CommandSpec command = CommandSpec.create();

  private final Terminal terminal;

  AgentCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var signing = new KeyRing(SigningRules.standard(), terminal.clock()).key(place());
    var answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var agent =
        SigningAgent.start(
            port, signing, allowed(), (origin, documents) -> agreed(answers, origin, documents))) {
      terminal.say(
          "Đang chờ tại http://127.0.0.1:%d cho %s. Dừng bằng Ctrl+C."
              .formatted(agent.port(), String.join(", ", allowed())),
          "Waiting at http://127.0.0.1:%d for %s. Stop it with Ctrl+C."
              .formatted(agent.port(), String.join(", ", allowed())));
      new CountDownLatch(1).await();
    } catch (IOException e) {
      throw new Refused(
          new Reason(
              "CLI.PORT",
              "Không mở được cổng %d trên máy này. Chọn cổng khác.".formatted(port),
              "the port %d of this machine cannot be used; choose another".formatted(port)));
    }
    return ExitCode.OK;
  }

  private KeyPlace place() {
    if (key != null && passwordFile != null && library == null) {
      return new KeyPlace.File(key, passwordFile);
    }
    if (library != null && token != null && pinFile != null && key == null) {
      return new KeyPlace.Token(library, token, null, label, null, pinFile);
    }
    throw new Refused(
        new Reason(
            "AGENT.NO_KEY",
            "Chưa rõ dùng khóa nào. Ghi --key và --password-file, hoặc --library, --token và --pin-file.",
            "it is not clear which key to use; give --key and --password-file, or --library, --token and --pin-file"));
  }

  /** Scheme, host and port, as browsers spell an origin. */
  private Set<String> allowed() {
    var allowed = new LinkedHashSet<String>();
    for (var origin : origins) {
      if (origin.getScheme() == null || origin.getHost() == null) {
        throw new ParameterException(
            command.commandLine(),
            "cannot be used",
            command.findOption("--origin"),
            origin.toString());
      }
      var at = origin.getPort() < 0 ? "" : ":" + origin.getPort();
      allowed.add(origin.getScheme() + "://" + origin.getHost() + at);
    }
    return allowed;
  }

  private boolean agreed(
      BufferedReader answers, String origin, List<SigningAgent.Document> documents) {
    terminal.out().println();
    terminal.say(
        "%s yêu cầu ký %d văn bản:".formatted(Shown.of(origin), documents.size()),
        "%s asks for %d signatures:".formatted(Shown.of(origin), documents.size()));
    for (var document : documents) {
      terminal.out().println("  " + document.title());
      terminal.say("    mã băm " + document.digest(), "    digest " + document.digest());
    }
    terminal.say("Gõ KY rồi Enter để ký; gõ gì khác là từ chối.", "Type SIGN and Enter to sign.");
    try {
      // What was typed before the question is no answer to it.
      while (answers.ready()) {
        answers.readLine();
      }
      var answer = answers.readLine();
      var agreed =
          answer != null
              && (answer.strip().equalsIgnoreCase("KY") || answer.strip().equalsIgnoreCase("SIGN"));
      terminal.say(agreed ? "Đang ký." : "Đã từ chối.", agreed ? "Signing." : "Refused.");
      return agreed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
