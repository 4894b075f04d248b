package vn.congvan.app.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.trust.lab.Holder;

/**
 * A process that signs or judges and says how fast; one question a line, one answer a line. A
 * process each, so that nobody's memory, class path or compiler is anybody else's.
 */
final class Worker implements AutoCloseable {
  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  /**
   * What it is asked to sign.
   *
   * @param to the file to write to; null for memory
   */
  record Question(String who, Path pdf, Holder key, @Nullable Path to) {}

  /**
   * What it is asked to judge.
   *
   * @param pdfs the folder with them, taken in turn
   * @param signatures each has, and every one holds
   * @param anchors the folder of the roots
   * @param key theirs, for the floor
   */
  record Judging(String who, Path pdfs, int signatures, Path anchors, Holder key) {}

  /**
   * What it did.
   *
   * @param rate operations a second of the thread's processor time
   * @param allocated bytes each
   * @param result of signing, the bytes added to the file; of judging, the signatures that hold
   */
  record Answer(double rate, long allocated, long result) {}

  private Worker(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** This program. @param options of its Java */
  static Worker own(String... options) throws IOException {
    return java(System.getProperty("java.class.path"), SigningWorker.class.getName(), options);
  }

  /** This program as it judges. @param options of its Java */
  static Worker judging(String... options) throws IOException {
    return java(System.getProperty("java.class.path"), JudgingWorker.class.getName(), options);
  }

  /**
   * @param options of its Java
   */
  static Worker java(String classPath, String main, String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.awt.headless=true");
    command.add("-Dfile.encoding=UTF-8");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, main));
    return new Worker(command);
  }

  /**
   * @param millis of processor time to spend, at least once whatever that takes
   * @throws Halt {@code BENCH.WORKER} when it cannot
   */
  Answer ask(Question question, long millis) throws IOException {
    return ask(
        question.who,
        question.pdf.toString(),
        question.key.keyFile().toString(),
        question.key.passwordFile().toString(),
        question.to == null ? "-" : question.to.toString(),
        Long.toString(millis));
  }

  /**
   * @param millis of processor time to spend, at least once whatever that takes
   * @throws Halt {@code BENCH.WORKER} when it cannot, or comes to another verdict
   */
  Answer ask(Judging question, long millis) throws IOException {
    return ask(
        question.who,
        question.pdfs.toString(),
        Integer.toString(question.signatures),
        question.anchors.toString(),
        question.key.keyFile().toString(),
        question.key.passwordFile().toString(),
        Long.toString(millis));
  }

  private Answer ask(String who, String... more) throws IOException {
    questions.write(who + "\t" + String.join("\t", more));
    questions.newLine();
    questions.flush();
    var answer = answers.readLine();
    if (answer == null || answer.startsWith("!")) {
      throw new Halt(
          new Reason(
              "BENCH.WORKER",
              "Tiến trình đo %s bị lỗi: %s. Kiểm tra bộ nhớ còn trống rồi đo lại."
                  .formatted(who, answer),
              "the process that measures %s failed: %s; look at the memory there is and measure again"
                  .formatted(who, answer)));
    }
    var parts = answer.split("\t", -1);
    return new Answer(
        Double.parseDouble(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
