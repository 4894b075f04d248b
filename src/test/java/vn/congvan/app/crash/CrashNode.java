package vn.congvan.app.crash;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import vn.congvan.app.Node;
import vn.congvan.app.Settings;
import vn.congvan.app.bench.Crowd;
import vn.congvan.app.bench.SamplePdf;
import vn.congvan.app.demo.People;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.DocumentType;
import vn.congvan.document.Failure;
import vn.congvan.document.Metadata;
import vn.congvan.document.Urgency;

/**
 * A node with its people, in a process that the test kills. It keeps a number of documents
 * unfinished by handing in new ones, until it is told to hand in no more; it tells on standard
 * output what was acknowledged to it, which must never be lost.
 */
public final class CrashNode {
  static final AgencyCode CITY = new AgencyCode("H57");
  static final List<AgencyCode> COMMUNES =
      List.of(new AgencyCode("H57.12"), new AgencyCode("H57.31"));

  private final Node node;
  private final People people;
  private final SamplePdf pdf = SamplePdf.ofSize(20_000);

  private CrashNode(Node node) {
    this.node = node;
    this.people = new People(node.desk(), node.directory(), Clock.systemUTC(), "test");
  }

  /**
   * @param args the data folder, how many documents to keep unfinished (0: finish and end), and
   *     settings as {@code key=value}
   */
  public static void main(String[] args) {
    var settings = new HashMap<String, String>();
    for (var i = 2; i < args.length; i++) {
      var parts = args[i].split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    var inFlight = Integer.parseInt(args[1]);
    try (var node =
        Node.start(Settings.load(Path.of(args[0]), Map.copyOf(settings)), Clock.systemUTC())) {
      var crash = new CrashNode(node);
      System.out.println("running");
      try (var crowd = new Crowd(node, crash.people, 8)) {
        crowd.start();
        if (inFlight == 0) {
          crash.finish();
        } else {
          crash.keepBusy(inFlight);
        }
      }
    }
    System.out.println("ended");
  }

  /** Says that it is busy once as many documents are under way as asked, and keeps it so. */
  private void keepBusy(int inFlight) {
    var told = false;
    while (true) {
      try {
        var state = Unfinished.count(node.database());
        if (!told && state.unfinished() >= inFlight) {
          told = true;
          System.out.println("busy");
        }
        IntStream.range(state.unfinished(), inFlight)
            .parallel()
            .forEach(i -> submit(state.all() + (i - state.unfinished())));
      } catch (Failure later) {
        // The database is away: it comes back.
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void finish() {
    var announced = "";
    while (true) {
      try {
        var state = Unfinished.count(node.database());
        if (state.unfinished() == 0 && node.outbox().waiting() == 0) {
          return;
        }
        if (!announced.equals(state.toString())) {
          announced = state.toString();
          System.out.println(announced);
        }
      } catch (Failure later) {
        // The database is away: it comes back.
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private void submit(int number) {
    var bytes = pdf.numbered(number);
    var upload =
        node.content()
            .receive(
                new ByteArrayInputStream(bytes),
                "van-ban-%d.pdf".formatted(number),
                Attachment.PDF,
                1 << 20);
    var metadata =
        new Metadata(
            DocumentType.OFFICIAL_LETTER,
            "UBND-VX",
            "Văn bản thử số " + number,
            "h57-ld-01",
            Urgency.NORMAL,
            COMMUNES,
            List.of("Lưu: VT"),
            null,
            null);
    var taken = people.submit(CITY, metadata, upload, List.of());
    System.out.println("acknowledged " + taken.document());
  }
}
