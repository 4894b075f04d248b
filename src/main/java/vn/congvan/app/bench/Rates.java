package vn.congvan.app.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** The side of a {@link Worker} that works: answers line by line, in the form it reads. */
final class Rates {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Rates() {}

  /** What a line asks for. */
  @FunctionalInterface
  interface Line {
    String answer(String[] parts) throws IOException;
  }

  /** One of many; says what {@link Worker.Answer#result} is. */
  @FunctionalInterface
  interface Operation {
    long once() throws IOException;
  }

  static void serve(Line line) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var asked = in.readLine(); asked != null; asked = in.readLine()) {
      try {
        out.println(line.answer(asked.split("\t", -1)));
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        out.println("!" + e);
      }
    }
  }

  /** At least once. @param millis of this thread's processor time to spend */
  static String of(String millis, Operation operation) throws IOException {
    var until = Long.parseLong(millis) * 1_000_000;
    var thread = Thread.currentThread().getId();
    var began = THREADS.getCurrentThreadCpuTime();
    var allocated = THREADS.getThreadAllocatedBytes(thread);
    var count = 0;
    var spent = 0L;
    var last = 0L;
    while (count == 0 || spent < until) {
      last = operation.once();
      count++;
      spent = THREADS.getCurrentThreadCpuTime() - began;
    }
    return "%s\t%d\t%d"
        .formatted(
            count * 1e9 / spent,
            (THREADS.getThreadAllocatedBytes(thread) - allocated) / count,
            last);
  }
}
