package vn.congvan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * EU DSS in a process of its own, one for all tests of this JVM, with a strict policy ({@code
 * src/oracle}). The build puts its class path at {@code target/oracle/classpath.txt}.
 */
public final class DssOracle {
  private static final Path HOME = Path.of("target", "oracle");
  private static final String PASSED = "TOTAL_PASSED";

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  /**
   * What DSS says of one signature.
   *
   * @param plain the indication by its default policy as it is
   * @param stamps the indication of each of its time-stamps, by both policies
   */
  public record Judgement(
      String indication,
      String subIndication,
      String format,
      String plain,
      List<String> stamps,
      String words) {
    /** Whether it and its time-stamps pass by both policies, as a signature of that format. */
    public boolean passesAs(String claimed) {
      return indication.equals(PASSED)
          && plain.equals(PASSED)
          && format.equals(claimed)
          && stamps.stream().allMatch("PASSED"::equals);
    }
  }

  private static final class One {
    static final DssOracle INSTANCE = new DssOracle();
  }

  private DssOracle() {
    try {
      var classpath = Files.readString(HOME.resolve("classpath.txt")).strip();
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-Djava.awt.headless=true",
                  "-cp",
                  HOME.resolve("classes") + ":" + classpath,
                  "vn.congvan.oracle.Oracle",
                  Path.of("src", "oracle", "strict-policy.properties").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the oracle is not built; run mvn process-test-classes once", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Every signature of a file, in DSS's order; empty when DSS finds none.
   *
   * @param anchors a folder with nothing but trusted certificates
   */
  public static List<Judgement> judge(Path pdf, Path anchors) {
    return One.INSTANCE.ask(pdf.toAbsolutePath() + "\t" + anchors.toAbsolutePath());
  }

  /** The same for a file that holds the revocation data of all its signers: they are asked for. */
  public static List<Judgement> judgeWithRevocation(Path pdf, Path anchors) {
    return One.INSTANCE.ask(
        pdf.toAbsolutePath() + "\t" + anchors.toAbsolutePath() + "\trevocation");
  }

  /**
   * Holds a file to as many PAdES baseline B signatures, each of which DSS passes by both policies.
   */
  public static void assertPasses(Path pdf, Path anchors, int signatures) {
    assertThat(judge(pdf, anchors))
        .hasSize(signatures)
        .allSatisfy(
            judgement ->
                assertThat(judgement.passesAs("PAdES-BASELINE-B"))
                    .as(judgement.toString())
                    .isTrue());
  }

  private synchronized List<Judgement> ask(String question) {
    try {
      questions.write(question + "\n");
      questions.flush();
      var answer = answers.readLine();
      if (answer == null || answer.startsWith("!")) {
        throw new IllegalStateException("DSS could not judge %s: %s".formatted(question, answer));
      }
      return answer.isEmpty()
          ? List.of()
          : Arrays.stream(answer.split("\t", -1))
              .map(part -> part.split(";", 6))
              .map(p -> new Judgement(p[0], p[1], p[2], p[3], stamps(p[4]), p[5]))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the oracle is gone", e);
    }
  }

  private static List<String> stamps(String words) {
    return words.isEmpty() ? List.of() : List.of(words.strip().split(" ", -1));
  }
}
