package vn.congvan.app.route;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.health.Outages;
import vn.congvan.app.queue.TakenMessage;
import vn.congvan.app.shelf.ShelfIntake;
import vn.congvan.document.Failure;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.Shown;

/**
 * Says who must act when a step has failed, by which a clause of {@code routes/0-when-a-step-fails}
 * is chosen, and does what the clauses ask for.
 */
public final class StepFailures {
  /** The property that holds the kind once it is known, and whose it is. */
  static final String KIND = "failure";

  private static final String OF = "failureOf";

  private static final Logger LOG = LoggerFactory.getLogger(StepFailures.class);

  private final UnitOfWorkPolicy unitOfWork;
  private final Tries tries;
  private final ShelfIntake shelf;
  private final Outages outages;
  private final long mostTries;
  private final Clock clock;

  /** Why routes stand still, by route. */
  private final Map<String, Reason> halted = new ConcurrentHashMap<>();

  /**
   * @param mostTries after how many unforeseen failures work is set aside
   */
  public StepFailures(
      UnitOfWorkPolicy unitOfWork,
      Tries tries,
      ShelfIntake shelf,
      Outages outages,
      long mostTries,
      Clock clock) {
    this.unitOfWork = unitOfWork;
    this.tries = tries;
    this.shelf = shelf;
    this.outages = outages;
    this.mostTries = mostTries;
    this.clock = clock;
  }

  /** Who must act. */
  enum Kind {
    /** A person or system waits at the desk and is told. */
    SOMEBODY_WAITS("somebodyWaits"),
    /** Nobody: a part every step needs is away, and the message is not to blame. */
    PART_IS_AWAY("partIsAway"),
    /** Nobody: the broker delivers it again. */
    NOBODY_ACTS("nobodyActs"),
    /**
     * A clerk. Also for what was refused with nobody there to tell, and for what failed in an
     * unforeseen way too often.
     */
    CLERK_ACTS("clerkActs"),
    /** An operator. */
    OPERATOR_ACTS("operatorActs");

    private final String bean;

    Kind(String bean) {
      this.bean = bean;
    }

    /** As metrics and log name it. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The questions the clauses ask, by the name they ask them by. */
  public Map<String, Predicate> questions() {
    var questions = new TreeMap<String, Predicate>();
    for (var kind : Kind.values()) {
      questions.put(kind.bean, exchange -> kindOf(exchange) == kind);
    }
    return questions;
  }

  /** Counts the failure of a message that will be delivered again. */
  public void count(Exchange exchange) {
    var taken = TakenMessage.of(exchange).orElseThrow();
    var failed = failure(exchange);
    var count =
        tries.failed(route(exchange), taken.tracking(), failed.reason(), failed.unforeseen());
    if (failed.unforeseen()) {
      LOG.warn("failed {} try={}", told(exchange, taken), count.all(), failed.thrown());
    } else {
      LOG.info(
          "waits {} try={} reason={}", told(exchange, taken), count.all(), failed.reason().code());
    }
  }

  /** Puts the message on the shelf; when this returns it can be acknowledged. */
  public void setAside(Exchange exchange) {
    var taken = TakenMessage.of(exchange).orElseThrow();
    var failed = failure(exchange);
    var route = route(exchange);
    var before = tries.of(route, taken.tracking());
    shelf.keep(
        taken,
        route,
        failed.reason(),
        before.map(Tries.Count::all).orElse(0L) + 1,
        before.map(Tries.Count::firstFailedAt).orElseGet(clock::instant),
        () -> tries.forget(route, taken.tracking()));
    if (failed.unforeseen()) {
      LOG.error("set aside {}", told(exchange, taken), failed.thrown());
    } else {
      LOG.warn("set aside {} reason={}", told(exchange, taken), failed.reason());
    }
  }

  /** Remembers why the exchange's route is about to be stopped. */
  public void halt(Exchange exchange) {
    var failed = failure(exchange);
    halted.put(route(exchange), failed.reason());
    LOG.error("route={} stops: {}", route(exchange), failed.reason(), failed.thrown());
  }

  /** Why a route stands still, when an operator must act. */
  public Optional<Reason> halted(String route) {
    return Optional.ofNullable(halted.get(route));
  }

  /** All routes that stand still, with the reason. */
  public Map<String, Reason> halted() {
    return new TreeMap<>(halted);
  }

  /** Found out once a failure: finding out may look at the database and the disk. */
  private Kind kindOf(Exchange exchange) {
    var failed = failure(exchange);
    if (exchange.getProperty(KIND) instanceof Kind known
        && exchange.getProperty(OF) == failed.thrown()) {
      return known;
    }
    // What is found out may look at the database, which a unit that is lost must not hold up.
    unitOfWork.abandon(exchange);
    letBodyBeRead(exchange);
    var kind = kind(exchange, failed);
    exchange.setProperty(KIND, kind);
    exchange.setProperty(OF, failed.thrown());
    return kind;
  }

  /** A body that cannot be read fails every step that looks at it, those of the clauses too. */
  private static void letBodyBeRead(Exchange exchange) {
    try {
      exchange.getMessage().getBody();
    } catch (RuntimeException unreadable) {
      exchange.getMessage().setBody(unreadable);
    }
  }

  private Kind kind(Exchange exchange, Failed failed) {
    if (failed.failure() instanceof Halt) {
      return Kind.OPERATOR_ACTS;
    }
    var taken = TakenMessage.of(exchange);
    if (taken.isEmpty()) {
      return Kind.SOMEBODY_WAITS;
    }
    if (outages.isAway()) {
      return Kind.PART_IS_AWAY;
    }
    if (failed.failure() instanceof RetryLater) {
      return Kind.NOBODY_ACTS;
    }
    if (!failed.unforeseen()) {
      return Kind.CLERK_ACTS;
    }
    return unforeseen(exchange, taken.get()) + 1 < mostTries ? Kind.NOBODY_ACTS : Kind.CLERK_ACTS;
  }

  private long unforeseen(Exchange exchange, TakenMessage taken) {
    try {
      return tries.of(route(exchange), taken.tracking()).map(Tries.Count::unknown).orElse(0L);
    } catch (Failure away) {
      return 0;
    }
  }

  /**
   * What was thrown, seen from outside inwards: a failure tells its kind whatever caused it.
   *
   * @param failure a {@link Failure} or {@link Refused}; null when it was neither
   */
  private record Failed(Throwable thrown, @Nullable RuntimeException failure, Reason reason) {
    boolean unforeseen() {
      return failure == null;
    }
  }

  private static Failed failure(Exchange exchange) {
    var thrown = exchange.getException();
    if (thrown == null) {
      thrown = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    }
    var known = Cause.of(thrown);
    if (known instanceof Failure failure) {
      return new Failed(thrown, failure, failure.reason());
    }
    if (known instanceof Refused refused) {
      return new Failed(thrown, refused, refused.reason());
    }
    return new Failed(
        thrown,
        null,
        new Reason(
            "WORK.UNFORESEEN",
            "Bước xử lý gặp lỗi chưa lường trước. Báo quản trị kèm mã việc; sửa xong thì gửi lại.",
            "the step failed in a way nobody foresaw: %s; tell the administrator, then resume it"
                .formatted(Shown.of(String.valueOf(thrown)))));
  }

  private static String route(Exchange exchange) {
    return exchange.getFromRouteId();
  }

  private static String told(Exchange exchange, TakenMessage taken) {
    return "route=%s queue=%s message=%s"
        .formatted(route(exchange), taken.queue(), taken.tracking());
  }
}
