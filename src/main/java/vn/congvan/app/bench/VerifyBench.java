package vn.congvan.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Holder;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabPki;

/**
 * How fast signed PDFs are judged, beside EU DSS and pdfsig in the same run, and beside the floor
 * no program can go below: one hash of the file and one check for each signature. Processor time of
 * one thread, rounds in turn, so that a busy machine bends no ratio.
 *
 * <p>A verifier remembers verdicts on files it has seen. Every verdict counted here is reached
 * anew: small files are more than are remembered and come in turn, large ones are never remembered,
 * and the file of many signatures gets a verifier of its own each time.
 */
public final class VerifyBench {
  private final Path folder;
  private final Plan plan;
  private final Path peers;
  private final Clock clock;

  /**
   * How long everything takes.
   *
   * @param warmUp milliseconds of processor time each variant judges before it counts
   * @param slice the same of one variant in one round
   * @param rounds that count
   * @param largest size of a file, in bytes; larger ones are left out
   */
  public record Plan(long warmUp, long slice, int rounds, long largest) {}

  /** Which program. */
  enum Variant {
    FLOOR("floor"),
    READING("read"),
    OWN("own"),
    OWN_ANEW("own-anew"),
    DSS("dss"),
    PDFSIG("pdfsig");

    private final String who;

    Variant(String who) {
      this.who = who;
    }
  }

  /** Files and the variants that judge them. */
  enum Case {
    SMALL(33_000, 1_100, 1, Variant.FLOOR, Variant.OWN, Variant.DSS, Variant.PDFSIG),
    MANY_SIGNATURES(33_000, 1, 51, Variant.FLOOR, Variant.OWN_ANEW, Variant.PDFSIG),
    MB_5(5_000_000, 1, 1, Variant.FLOOR, Variant.OWN, Variant.DSS, Variant.PDFSIG),
    MB_5_THREE(5_000_000, 1, 3, Variant.FLOOR, Variant.OWN, Variant.DSS, Variant.PDFSIG),
    MB_300(300_000_000, 1, 1, Variant.READING, Variant.OWN);

    final int size;
    final int files;
    final int signatures;
    private final List<Variant> variants;

    Case(int size, int files, int signatures, Variant... variants) {
      this.size = size;
      this.files = files;
      this.signatures = signatures;
      this.variants = List.of(variants);
    }
  }

  /** All answers of a case, by variant, one a round; those of pdfsig by themselves. */
  record Measured(Case of, Map<Variant, List<Worker.Answer>> answers, List<Pdfsig.Took> pdfsig) {}

  /**
   * @param folder empty
   * @param peers with {@code classes} and {@code classpath.txt} of the other programs
   */
  public VerifyBench(Path folder, Plan plan, Path peers, Clock clock) {
    this.folder = folder;
    this.plan = plan;
    this.peers = peers;
    this.clock = clock;
  }

  /** Measures, and tells the report as it goes. */
  public void run(VerifyReport report) throws IOException {
    report.begin(plan, CryptoProviders.best().describe(), Pdfsig.isInstalled());
    var lab = LabPki.open(folder.resolve("lab"), clock, CryptoProviders.best());
    var holder = lab.issuePerson("ld-01", "Nguyễn Văn An", "UBND", KeyKind.RSA2048);
    var samples = new SignedSamples(folder, clock, holder);
    var peersPath =
        peers.resolve("classes") + ":" + Files.readString(peers.resolve("classpath.txt")).strip();
    try (var own = Worker.judging();
        var floor = Worker.judging();
        var dss = Worker.java(peersPath, "vn.congvan.peers.Verifying");
        var bounded = Worker.judging("-Xmx64m", "-XX:+UseSerialGC")) {
      for (var one : Case.values()) {
        if (one.size <= plan.largest) {
          var pdfs = samples.make(one.name(), one.size, one.files, one.signatures);
          var ours = one == Case.MB_300 ? bounded : own;
          var workers =
              Map.of(
                  Variant.FLOOR, floor,
                  Variant.READING, bounded,
                  Variant.OWN, ours,
                  Variant.OWN_ANEW, ours,
                  Variant.DSS, dss);
          report.measured(measure(one, pdfs, lab.anchorsFolder(), holder, workers));
        }
      }
    }
    report.end();
  }

  private Measured measure(
      Case one, Path pdfs, Path anchors, Holder key, Map<Variant, Worker> workers)
      throws IOException {
    var answers = new LinkedHashMap<Variant, List<Worker.Answer>>();
    var pdfsig = new ArrayList<Pdfsig.Took>();
    for (var round = -1; round < plan.rounds; round++) {
      for (var variant : one.variants) {
        var worker = workers.get(variant);
        if (worker != null) {
          var answer =
              worker.ask(
                  new Worker.Judging(variant.who, pdfs, one.signatures, anchors, key),
                  round < 0 ? plan.warmUp : plan.slice);
          if (round >= 0) {
            answers.computeIfAbsent(variant, v -> new ArrayList<>()).add(answer);
          }
        } else if (Pdfsig.isInstalled()) {
          var took = Pdfsig.once(pdfs.resolve("0000.pdf"));
          if (round >= 0) {
            pdfsig.add(took);
          }
        }
      }
    }
    return new Measured(one, answers, pdfsig);
  }
}
