package vn.congvan.app.bench;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.Node;
import vn.congvan.app.demo.People;
import vn.congvan.directory.Agency;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Failure;
import vn.congvan.document.IncomingState;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Refused;
import vn.congvan.register.IncomingDocument;
import vn.congvan.register.OutgoingDocument;

/**
 * Everybody of every agency at work at once: whatever waits for a person is done by whoever's turn
 * it is, through the same desk as the API. It keeps nothing in mind but what is under way, so it
 * can be started on any installation in any state.
 */
public final class Crowd implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);
  private static final int AT_A_TIME = 64;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LET_THEM_WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(150);
  private static final int END_WITHIN_SECONDS = 60;

  private final Node node;
  private final People people;
  private final ExecutorService desks;
  private final Thread watch;
  private final Set<DocumentId> underWay = ConcurrentHashMap.newKeySet();
  private final AtomicLong acts = new AtomicLong();
  private volatile boolean going = true;

  /**
   * @param desks how many people act at once
   */
  public Crowd(Node node, People people, int desks) {
    this.node = node;
    this.people = people;
    this.desks = Executors.newFixedThreadPool(desks, task -> new Thread(task, "crowd"));
    this.watch = new Thread(this::watch, "crowd-watch");
  }

  public void start() {
    watch.start();
  }

  /** Acts carried out so far. */
  public long acts() {
    return acts.get();
  }

  /** Lets the acts under way end. */
  @Override
  public void close() {
    going = false;
    try {
      watch.join();
      desks.shutdown();
      if (!desks.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("an act did not end within {} s", END_WITHIN_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    while (going) {
      var found = 0;
      try {
        for (var agency : node.directory().hostedHere()) {
          found += look(agency);
        }
      } catch (Failure later) {
        LOG.debug("cannot look now: {}", later.reason());
      }
      // Also after a look that found much: what it handed out is found again until it is done.
      LockSupport.parkNanos(found == 0 ? LOOK_AGAIN_NANOS : LET_THEM_WORK_NANOS);
    }
  }

  private int look(Agency agency) {
    var code = agency.code();
    var found = 0;
    for (var document :
        node.outgoing()
            .waiting(
                code,
                AT_A_TIME,
                OutgoingState.AWAITING_SIGNATURE,
                OutgoingState.AWAITING_ISSUE,
                OutgoingState.ISSUING)) {
      found += hand(document.id(), () -> outgoing(document)) ? 1 : 0;
    }
    for (var document :
        node.incoming()
            .waiting(
                code,
                AT_A_TIME,
                IncomingState.ARRIVED,
                IncomingState.REGISTERED,
                IncomingState.ASSIGNED,
                IncomingState.IN_PROGRESS)) {
      found += hand(document.id(), () -> incoming(code, document)) ? 1 : 0;
    }
    return found;
  }

  private boolean hand(DocumentId document, Runnable act) {
    if (!underWay.add(document)) {
      return false;
    }
    desks.execute(
        () -> {
          try {
            act.run();
          } catch (Refused | Failure outcome) {
            // Somebody was faster, or it is tried again at the next look.
            LOG.debug("document={} not now: {}", document, outcome.getMessage());
          } catch (RuntimeException e) {
            LOG.warn("document={} an act failed", document, e);
          } finally {
            underWay.remove(document);
          }
        });
    return true;
  }

  private void outgoing(OutgoingDocument document) {
    if (document.state() == OutgoingState.AWAITING_SIGNATURE) {
      people.sign(document);
    } else {
      people.issue(document.agency(), document.id());
    }
    acts.incrementAndGet();
  }

  /** From where it stands to done, as a quick office would. */
  private void incoming(AgencyCode agency, IncomingDocument document) {
    var id = document.id();
    switch (document.state()) {
      case ARRIVED:
        people.register(agency, id);
        acts.incrementAndGet();
      // and on
      case REGISTERED:
        people.assign(agency, id);
        acts.incrementAndGet();
      // and on
      case ASSIGNED:
        people.start(agency, id);
        acts.incrementAndGet();
      // and on
      case IN_PROGRESS:
        people.finish(agency, id);
        acts.incrementAndGet();
        break;
      case DONE, REFUSED:
        break;
    }
  }
}
