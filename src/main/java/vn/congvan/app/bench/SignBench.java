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
 * How fast PDFs are signed, beside EU DSS and PDFBox with Bouncy Castle in the same run, and beside
 * the floor no program can go below: hashing the file and using the key. Processor time of one
 * thread, rounds in turn, so that a busy machine bends no ratio.
 */
public final class SignBench {
  private static final int SMALL = 33_000;
  private static final int MIDDLE = 5_000_000;
  private static final int LARGE = 50_000_000;
  private static final int OBJECTS = 300_000;

  private final Path folder;
  private final Plan plan;
  private final Path peers;
  private final Clock clock;

  /**
   * How long everything takes.
   *
   * @param warmUp milliseconds of processor time each variant signs before it counts
   * @param slice the same of one variant in one round
   * @param rounds that count
   * @param largest size of a file, in bytes; larger ones are left out
   */
  public record Plan(long warmUp, long slice, int rounds, long largest) {}

  /** Which program, on which file, with which key. */
  enum Variant {
    FLOOR("floor", Of.OWN),
    FLOOR_PLAIN("floor", Of.PLAIN),
    OWN("own", Of.OWN),
    OWN_PLAIN("own", Of.PLAIN),
    OWN_VISIBLE("own-visible", Of.OWN),
    PDFBOX("pdfbox", Of.PEERS),
    DSS("dss", Of.PEERS),
    DSS_VISIBLE("dss-visible", Of.PEERS);

    private final String who;
    private final Of of;

    Variant(String who, Of of) {
      this.who = who;
      this.of = of;
    }
  }

  private enum Of {
    OWN,
    PLAIN,
    PEERS
  }

  /** A file and the variants that sign it. */
  enum Case {
    RSA_SMALL(SMALL, KeyKind.RSA2048, true, List.of(Variant.values())),
    P256_SMALL(
        SMALL,
        KeyKind.P256,
        true,
        List.of(Variant.FLOOR, Variant.OWN, Variant.PDFBOX, Variant.DSS)),
    RSA_5_MB(
        MIDDLE,
        KeyKind.RSA2048,
        false,
        List.of(Variant.FLOOR, Variant.OWN, Variant.PDFBOX, Variant.DSS)),
    RSA_50_MB(
        LARGE,
        KeyKind.RSA2048,
        false,
        List.of(Variant.FLOOR, Variant.OWN, Variant.PDFBOX, Variant.DSS));

    final int size;
    private final KeyKind key;
    private final boolean inMemory;
    private final List<Variant> variants;

    Case(int size, KeyKind key, boolean inMemory, List<Variant> variants) {
      this.size = size;
      this.key = key;
      this.inMemory = inMemory;
      this.variants = variants;
    }
  }

  /** All answers of a case, by variant, one a round. */
  record Measured(Case of, Map<Variant, List<Worker.Answer>> answers) {}

  /**
   * @param folder empty
   * @param peers with {@code classes} and {@code classpath.txt} of the other programs
   */
  public SignBench(Path folder, Plan plan, Path peers, Clock clock) {
    this.folder = folder;
    this.plan = plan;
    this.peers = peers;
    this.clock = clock;
  }

  /** Measures, and tells the report as it goes. */
  public void run(SignReport report) throws IOException {
    report.begin(plan, CryptoProviders.best().describe());
    var lab = LabPki.open(folder.resolve("lab"), clock, CryptoProviders.best());
    var keys = new LinkedHashMap<KeyKind, Holder>();
    for (var kind : List.of(KeyKind.RSA2048, KeyKind.P256)) {
      keys.put(kind, lab.issuePerson("ld-" + kind.ordinal(), "Nguyễn Văn An", "UBND", kind));
    }
    var peersPath =
        peers.resolve("classes") + ":" + Files.readString(peers.resolve("classpath.txt")).strip();
    try (var own = Worker.own();
        var plain = Worker.own("-Dcom.amazon.corretto.crypto.provider.useExternalLib=true");
        var others = Worker.java(peersPath, "vn.congvan.peers.Peers");
        var bounded = Worker.own("-Xmx64m", "-XX:+UseSerialGC")) {
      for (var one : Case.values()) {
        if (one.size > plan.largest) {
          continue;
        }
        var workers =
            Map.of(Of.OWN, one.inMemory ? own : bounded, Of.PLAIN, plain, Of.PEERS, others);
        report.measured(measure(one, keys, own, workers));
      }
      report.manyObjects(manyObjects(bounded, keys));
    }
    report.end();
  }

  private Measured measure(Case one, Map<KeyKind, Holder> keys, Worker own, Map<Of, Worker> workers)
      throws IOException {
    var pdf = file(one);
    var to = one.inMemory ? null : folder.resolve("signed.pdf");
    var key = keys.get(one.key);
    var answers = new LinkedHashMap<Variant, List<Worker.Answer>>();
    for (var round = -1; round < plan.rounds; round++) {
      for (var variant : one.variants) {
        // The floor holds the file, which the bounded process has no room for.
        var worker = variant == Variant.FLOOR ? own : workers.get(variant.of);
        if (worker == null || key == null) {
          throw new IllegalStateException("every variant has its process");
        }
        var answer =
            worker.ask(
                new Worker.Question(variant.who, pdf, key, to),
                round < 0 ? plan.warmUp : plan.slice);
        if (round >= 0) {
          answers.computeIfAbsent(variant, v -> new ArrayList<>()).add(answer);
        }
      }
    }
    return new Measured(one, answers);
  }

  private Path file(Case one) throws IOException {
    var pdf = folder.resolve(one.size + ".pdf");
    if (!Files.exists(pdf)) {
      Files.write(pdf, SamplePdf.ofSize(one.size).numbered(1));
    }
    return pdf;
  }

  /** Milliseconds to sign a file of so many objects, warm. */
  private double manyObjects(Worker worker, Map<KeyKind, Holder> keys) throws IOException {
    var pdf = folder.resolve("objects.pdf");
    ManyObjects.write(pdf, OBJECTS);
    var key = keys.get(KeyKind.RSA2048);
    if (key == null) {
      throw new IllegalStateException("every kind has its key");
    }
    var question = new Worker.Question("own", pdf, key, folder.resolve("signed.pdf"));
    worker.ask(question, plan.slice);
    return 1e3 / worker.ask(question, plan.slice).rate();
  }
}
