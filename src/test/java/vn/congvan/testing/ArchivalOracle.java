package vn.congvan.testing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * veraPDF in a process of its own, one for all tests of this JVM ({@code src/oracle}). The build
 * puts its class path at {@code target/oracle/classpath.txt}.
 */
public final class ArchivalOracle {
  private static final Path HOME = Path.of("target", "oracle");

  private final BufferedWriter questions;
  private final BufferedReader answers;

  private static final class One {
    static final ArchivalOracle INSTANCE = new ArchivalOracle();
  }

  private ArchivalOracle() {
    try {
      var classpath = Files.readString(HOME.resolve("classpath.txt")).strip();
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-Djava.awt.headless=true",
                  "-cp",
                  HOME.resolve("classes") + ":" + classpath,
                  "vn.congvan.oracle.Archival")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      questions =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
      answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the oracle is not built; run mvn process-test-classes once", e);
    }
  }

  /** What keeps the file from being PDF/A-2b, by clause of ISO 19005-2; empty when it is. */
  public static List<String> faults(Path pdf) {
    return One.INSTANCE.ask(pdf.toAbsolutePath());
  }

  private synchronized List<String> ask(Path pdf) {
    try {
      questions.write(pdf + "\n");
      questions.flush();
      var answer = answers.readLine();
      if (answer == null || answer.startsWith("!")) {
        throw new IllegalStateException("veraPDF could not judge %s: %s".formatted(pdf, answer));
      }
      return answer.isEmpty() ? List.of() : List.of(answer.split("\\|"));
    } catch (IOException e) {
      throw new UncheckedIOException("the oracle is gone", e);
    }
  }
}
