package vn.congvan.app.bench;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import vn.congvan.app.Node;

/**
 * What a node has done up to a moment; the difference of two is what it did between them.
 *
 * @param cpuSeconds of the whole process, with its collector and compiler
 * @param compilerSeconds that Java's compiler was at work
 * @param written bytes handed to the disk, by the kernel's account
 * @param hops by route
 * @param units by route
 * @param steps by step
 */
record Work(
    long nanos,
    double cpuSeconds,
    double compilerSeconds,
    long written,
    long unitsKept,
    long statements,
    long commits,
    long messages,
    Map<String, Spent> hops,
    Map<String, Spent> units,
    Map<String, Spent> steps) {
  private static final Path IO = Path.of("/proc/self/io");
  private static final String WRITTEN = "write_bytes: ";

  /** How often something was done and how long that took in sum. */
  record Spent(long count, double seconds) {
    Spent minus(Spent before) {
      return new Spent(count - before.count, seconds - before.seconds);
    }

    Spent plus(Spent other) {
      return new Spent(count + other.count, seconds + other.seconds);
    }
  }

  private static final Spent NOTHING = new Spent(0, 0);

  static Work of(Node node) {
    var store = node.database().statistics();
    var metrics = node.metrics();
    return new Work(
        System.nanoTime(),
        processCpuSeconds(),
        compilerSecondsSoFar(),
        writtenSoFar(),
        store.units(),
        store.statements(),
        store.commits(),
        (long) metrics.get("congvan.messages.sent").functionCounter().count(),
        timers(metrics, "congvan.hop", "route"),
        timers(metrics, "congvan.unit", "route"),
        timers(metrics, "congvan.step", "step"));
  }

  Work since(Work before) {
    return new Work(
        nanos - before.nanos,
        cpuSeconds - before.cpuSeconds,
        compilerSeconds - before.compilerSeconds,
        written - before.written,
        unitsKept - before.unitsKept,
        statements - before.statements,
        commits - before.commits,
        messages - before.messages,
        minus(hops, before.hops),
        minus(units, before.units),
        minus(steps, before.steps));
  }

  double seconds() {
    return nanos / 1e9;
  }

  Spent hop(String route) {
    return hops.getOrDefault(route, NOTHING);
  }

  Spent step(String step) {
    return steps.getOrDefault(step, NOTHING);
  }

  /** Units of a route that were kept, and so count as work done. */
  static long kept(MeterRegistry metrics, String route) {
    return metrics
        .find("congvan.unit")
        .tags("route", route, "outcome", "committed")
        .timers()
        .stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private static Map<String, Spent> timers(MeterRegistry metrics, String name, String tag) {
    var found = new TreeMap<String, Spent>();
    for (var timer : metrics.find(name).timers()) {
      found.merge(
          String.valueOf(timer.getId().getTag(tag)),
          new Spent(timer.count(), timer.totalTime(TimeUnit.NANOSECONDS) / 1e9),
          Spent::plus);
    }
    return found;
  }

  private static Map<String, Spent> minus(Map<String, Spent> now, Map<String, Spent> before) {
    var difference = new TreeMap<String, Spent>();
    now.forEach(
        (name, spent) -> difference.put(name, spent.minus(before.getOrDefault(name, NOTHING))));
    return difference;
  }

  private static double processCpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** Zero for a Java that keeps no account. */
  private static double compilerSecondsSoFar() {
    var compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported()
        ? compiler.getTotalCompilationTime() / 1e3
        : 0;
  }

  /** Zero where the kernel keeps no account. */
  private static long writtenSoFar() {
    try {
      return Files.readAllLines(IO).stream()
          .filter(line -> line.startsWith(WRITTEN))
          .mapToLong(line -> Long.parseLong(line.substring(WRITTEN.length()).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
