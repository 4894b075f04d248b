package vn.congvan.app.bench;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import vn.congvan.app.Node;
import vn.congvan.app.demo.LabAgency;
import vn.congvan.app.demo.People;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Attachment;
import vn.congvan.document.DocumentType;
import vn.congvan.document.Halt;
import vn.congvan.document.Metadata;
import vn.congvan.document.Reason;
import vn.congvan.document.Urgency;

/** Hands documents in, so many unfinished at a time, and waits until each is done everywhere. */
final class Load {
  private static final int HANDS = 3;
  private static final int MAX_UPLOAD = 1 << 30;

  /** An arrival and five statuses a receiver, each recorded by a unit of work of this route. */
  private static final int RECEIVED_EACH = 6;

  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Node node;
  private final People people;
  private final SamplePdf pdf;
  private final List<LabAgency> issuing;
  private final List<AgencyCode> receivers;
  private final int atATime;
  private final AtomicInteger handedIn = new AtomicInteger();

  /**
   * @param atATime unfinished documents at most
   */
  Load(Node node, BenchAgencies agencies, SamplePdf pdf, Clock clock, int atATime) {
    this.node = node;
    this.people = new People(node.desk(), node.directory(), clock, "bench");
    this.pdf = pdf;
    this.issuing = agencies.issuing();
    this.receivers = agencies.receiving().stream().map(LabAgency::code).toList();
    this.atATime = atATime;
  }

  /** Carries so many more documents from draft to done; returns what the node did meanwhile. */
  Work carry(int documents) {
    var before = Work.of(node);
    var until = handedIn.get() + documents;
    var hands = Executors.newFixedThreadPool(HANDS, task -> new Thread(task, "load"));
    try {
      Callable<Boolean> handing = () -> handIn(until);
      for (var done : hands.invokeAll(Collections.nCopies(HANDS, handing))) {
        done.get();
      }
      await(until);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a document could not be handed in", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      hands.shutdownNow();
    }
    return Work.of(node).since(before);
  }

  private boolean handIn(int until) {
    while (true) {
      var number = handedIn.getAndUpdate(n -> n < until ? n + 1 : n);
      if (number >= until) {
        return true;
      }
      await(number + 1 - atATime);
      submit(number);
    }
  }

  private void submit(int number) {
    var agency = issuing.get(number % issuing.size());
    var upload =
        node.content()
            .receive(
                new ByteArrayInputStream(pdf.numbered(number)),
                "van-ban-%d.pdf".formatted(number),
                Attachment.PDF,
                MAX_UPLOAD);
    var metadata =
        new Metadata(
            DocumentType.OFFICIAL_LETTER,
            "UBND-VX",
            "Về việc đo tốc độ, văn bản thứ " + number,
            BenchAgencies.leaderOf(agency),
            Urgency.NORMAL,
            receivers,
            List.of("Lưu: VT"),
            null,
            null);
    people.submit(agency.code(), metadata, upload, List.of());
  }

  /** Waits until so many are done, however long it takes as long as it goes on. */
  private void await(int documents) {
    var seen = done();
    var since = System.nanoTime();
    while (seen < documents) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      var now = done();
      if (now > seen) {
        seen = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > GIVE_UP_NANOS) {
        throw new Halt(
            new Reason(
                "BENCH.STUCK",
                "%d văn bản không đi tiếp trong một phút; xem nhật ký của nút trong thư mục logs"
                    .formatted(documents - seen),
                "%d documents did not move for a minute; see the node's messages in the folder logs"
                    .formatted(documents - seen)));
      }
    }
  }

  private int done() {
    return (int) (Work.kept(node.metrics(), "receive") / (RECEIVED_EACH * (long) receivers.size()));
  }
}
