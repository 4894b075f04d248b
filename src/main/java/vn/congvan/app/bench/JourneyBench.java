package vn.congvan.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import vn.congvan.app.Node;
import vn.congvan.app.Settings;
import vn.congvan.app.demo.LabInstallation;
import vn.congvan.app.demo.People;
import vn.congvan.trust.lab.KeyKind;

/**
 * How many documents a second a node carries from draft to done: twenty agencies issue, each
 * document goes to two receivers, which report five statuses each, and everything is on the disk
 * before it is acknowledged. In the same run it measures what the parts cost by themselves, and so
 * how much of this machine the journey uses.
 */
public final class JourneyBench {
  private static final int ROUNDS = 5;

  /** In rounds. What is measured is a node that has run for some minutes, not one that starts. */
  private static final int SHORTEST_WARM_UP = 4;

  private static final int LONGEST_WARM_UP = 16;

  /** In cores. While it is above, the compiler still turns what is hot into machine code. */
  private static final double QUIET_COMPILER = 0.1;

  /** A measurement of fewer documents is a try of the command, and does not wait for a compiler. */
  private static final int WORTH_WARMING = 100;

  /** A short measurement gets a short one of the parts. */
  private static final long MILLIS_A_DOCUMENT = 10;

  private static final long MOST_MILLIS = 1_500;
  private static final int AT_A_TIME = 192;
  private static final int DESKS = 24;

  private final Path folder;
  private final Plan plan;
  private final Map<String, String> settings;
  private final Clock clock;

  /**
   * What is carried.
   *
   * @param documents of one round
   * @param size of each PDF, in bytes
   * @param key of every leader and every seal
   */
  public record Plan(int documents, int size, KeyKind key) {}

  /**
   * @param folder empty, on the disk to be measured
   * @param settings of the node
   */
  public JourneyBench(Path folder, Plan plan, Map<String, String> settings, Clock clock) {
    this.folder = folder;
    this.plan = plan;
    this.settings = Map.copyOf(settings);
    this.clock = clock;
  }

  /** Measures, and tells the report as it goes. */
  public void run(JourneyReport report) throws IOException {
    var pdf = SamplePdf.ofSize(plan.size());
    report.begin(plan, pdf.size(), ROUNDS);
    var before = measureFloor("floor-before", pdf.size());
    var measured = carry(pdf, report);
    var floor = before.with(measureFloor("floor-after", pdf.size()));
    report.parts(floor);
    report.end(floor, measured.rounds, measured.syncs, measured.sample);
  }

  /**
   * @param syncs of the disk in a round of its own of {@code sample} documents
   */
  private record Measured(List<Work> rounds, OptionalLong syncs, int sample) {}

  private Measured carry(SamplePdf pdf, JourneyReport report) throws IOException {
    var data = folder.resolve("node");
    var agencies = BenchAgencies.with(plan.key());
    LabInstallation.make(data, agencies.all(), clock);
    var overrides = new HashMap<String, String>();
    overrides.put("http.port", "0");
    overrides.putAll(settings);
    try (var node = Node.start(Settings.load(data, overrides), clock);
        var crowd =
            new Crowd(node, new People(node.desk(), node.directory(), clock, "bench"), DESKS)) {
      crowd.start();
      var load = new Load(node, agencies, pdf, clock, AT_A_TIME);
      report.warmingUp();
      warmUp(load, report);
      var rounds = new ArrayList<Work>();
      for (var i = 1; i <= ROUNDS; i++) {
        var work = load.carry(plan.documents());
        rounds.add(work);
        report.round(i, work);
      }
      var sample = Math.max(1, plan.documents() / 4);
      var syncs = Syncs.begin();
      load.carry(sample);
      return new Measured(
          rounds, syncs.isPresent() ? syncs.get().end() : OptionalLong.empty(), sample);
    }
  }

  private void warmUp(Load load, JourneyReport report) {
    for (var round = 1; round <= LONGEST_WARM_UP; round++) {
      var work = load.carry(plan.documents());
      var quiet = work.compilerSeconds() < QUIET_COMPILER * work.seconds();
      if (round >= SHORTEST_WARM_UP && (quiet || plan.documents() < WORTH_WARMING)) {
        report.warm(round);
        return;
      }
    }
    report.warm(LONGEST_WARM_UP);
  }

  private Floor measureFloor(String name, int size) throws IOException {
    return Floor.measure(
        Files.createDirectories(folder.resolve(name)),
        plan.key(),
        size,
        Duration.ofMillis(Math.min(MOST_MILLIS, MILLIS_A_DOCUMENT * plan.documents())));
  }
}
