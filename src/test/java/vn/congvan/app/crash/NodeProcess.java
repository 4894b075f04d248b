package vn.congvan.app.crash;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link CrashNode} as a process of its own. */
final class NodeProcess {
  private final Process process;
  private final Thread reader;
  private final CountDownLatch busy = new CountDownLatch(1);

  private NodeProcess(Process process, Path log, Queue<String> acknowledged) {
    this.process = process;
    this.reader = new Thread(() -> read(log, acknowledged), "node-output");
    reader.start();
  }

  /**
   * @param acknowledged gets the id of every document whose submission the node acknowledged
   */
  static NodeProcess start(
      Path data, int inFlight, List<String> settings, File log, Queue<String> acknowledged)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx640m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), CrashNode.class.getName()));
    command.add(data.toString());
    command.add(String.valueOf(inFlight));
    command.addAll(settings);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
    return new NodeProcess(process, log.toPath(), acknowledged);
  }

  /** Whether it had as much under way as it was asked to within the time. */
  boolean awaitBusy(long millis) throws InterruptedException {
    return busy.await(millis, TimeUnit.MILLISECONDS);
  }

  /** {@code kill -9}; returns when the process is gone and all it said was read. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    reader.join();
  }

  /**
   * Waits for it to end by itself. @return its exit code; -1 when it did not end within the time
   */
  int awaitEnd(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  private void read(Path log, Queue<String> acknowledged) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("busy")) {
          busy.countDown();
        } else if (line.startsWith("acknowledged ")) {
          acknowledged.add(line.substring("acknowledged ".length()));
        } else {
          Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    } catch (IOException e) {
      // The process was killed in the middle of a line, which then counts as not said.
    }
  }
}
