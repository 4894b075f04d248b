package vn.congvan.signing.csc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The signing service of the tests, run as a process of its own. */
public final class ServiceProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream commands;
  final int port;

  public ServiceProcess(Path folder, Properties settings) throws IOException {
    var file = write(folder, settings);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                // Else an answer waits for the client to acknowledge its head: 40 ms each.
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                SigningService.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    port = Integer.parseInt(String.valueOf(answers.readLine()));
  }

  /** Begins anew, with nothing known of what was. */
  void load(Path folder, Properties settings) throws IOException {
    command("load " + write(folder, settings));
  }

  private static Path write(Path folder, Properties settings) throws IOException {
    var file = folder.resolve("service.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    return file;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port + "/csc/v2");
  }

  String command(String line) throws IOException {
    commands.println(line);
    return String.valueOf(answers.readLine());
  }

  int calls(String path) throws IOException {
    return Integer.parseInt(command("count " + path));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
