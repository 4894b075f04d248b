package vn.congvan.app.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.DocumentEvent;
import vn.congvan.document.Reason;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

/**
 * Every kind of failure, before, inside and after the unit of work, from a queue and at the desk.
 */
class UnitOfWorkPolicyTest {
  private static final List<String> POINTS = List.of("before", "inside", "after");

  @TempDir Path folder;

  @EngineTest
  void whatIsAskedAtTheDeskIsKeptWholeOrNotAtAllAndTheAskerIsTold(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      for (var kind : Thrower.values()) {
        if (kind == Thrower.HALT) {
          continue;
        }
        for (var point : POINTS) {
          var event = tried.event(kind + " " + point + " 1");

          var thrown = tried.ask(event);

          assertThat(thrown).as("%s %s", kind, point).isNotNull();
          if (kind != Thrower.UNFORESEEN && kind != Thrower.ERROR) {
            assertThat(Cause.of(thrown)).as("%s %s", kind, point).hasMessageContaining(kind.name());
          }
          assertThat(tried.effects(event))
              .as("%s %s", kind, point)
              .isEqualTo(point.equals("after") ? 1 : 0);
          assertThat(tried.database.inUnit()).isFalse();
        }
      }
      var well = tried.event("RETRY nowhere 0");
      assertThat(tried.ask(well)).isNull();
      assertThat(tried.effects(well)).isEqualTo(1);
      assertThat(tried.shelf.count()).isZero();
      assertThat(tried.count("work_try")).isZero();
      // What was rolled back was not announced either.
      TriedRoutes.until(() -> tried.outbox.waiting() == 0);
      assertThat(tried.broker.messages("document.echoed")).isEqualTo(tried.count("effect"));
    }
  }

  @EngineTest
  void whatNobodyNeedsToActOnIsDoneOnceInTheEnd(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var events = new HashMap<String, DocumentEvent>();
      for (var kind : List.of(Thrower.RETRY, Thrower.RETRY_CAUSED)) {
        for (var point : POINTS) {
          events.put(kind + " " + point, tried.send(kind + " " + point + " 5"));
        }
      }
      for (var kind : List.of(Thrower.UNFORESEEN, Thrower.ERROR)) {
        events.put("few " + kind, tried.send(kind + " inside " + (TriedRoutes.MOST_TRIES - 1)));
      }

      tried.settle();

      events.forEach((what, event) -> assertThat(tried.effects(event)).as(what).isEqualTo(1));
      for (var kind : List.of("RETRY", "RETRY_CAUSED")) {
        assertThat(tried.steps.failed(event(events, kind + " inside"))).isEqualTo(5);
        // The first delivery had its effect; the second found its key in the inbox.
        assertThat(tried.steps.failed(event(events, kind + " after"))).isEqualTo(1);
      }
      assertThat(tried.shelf.count()).isZero();
      assertThat(tried.count("work_try")).isZero();
      assertThat(tried.broker.messages("document.echoed")).isEqualTo(tried.count("effect"));
    }
  }

  @EngineTest
  void whatAClerkMustActOnLiesOnTheShelfWithNothingHalfDone(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var events = new HashMap<String, DocumentEvent>();
      for (var kind : List.of(Thrower.REFUSED, Thrower.SET_ASIDE, Thrower.SET_ASIDE_CAUSED)) {
        for (var point : POINTS) {
          events.put(kind + " " + point, tried.send(kind + " " + point + " 1"));
        }
      }
      for (var kind : List.of(Thrower.UNFORESEEN, Thrower.ERROR)) {
        events.put(kind + " inside", tried.send(kind + " inside " + TriedRoutes.MOST_TRIES));
      }

      tried.settle();

      var shelved = tried.shelf.waiting(100);
      assertThat(shelved).hasSize(events.size());
      assertThat(tried.count("work_try")).isZero();
      var codes = new HashMap<String, Long>();
      shelved.forEach(item -> codes.merge(item.reason().code(), 1L, Long::sum));
      assertThat(codes)
          .isEqualTo(
              Map.of(
                  "TEST.REFUSED",
                  3L,
                  "TEST.SET_ASIDE",
                  3L,
                  "TEST.SET_ASIDE_CAUSED",
                  3L,
                  "WORK.UNFORESEEN",
                  2L));
      events.forEach(
          (what, event) ->
              assertThat(tried.effects(event)).as(what).isEqualTo(what.endsWith("after") ? 1 : 0));
      for (var item : shelved) {
        assertThat(item.tries()).isEqualTo(item.reason().code().startsWith("WORK") ? 3 : 1);
        assertThat(tried.log.history(item.agency() + ":document:" + item.document()))
            .singleElement()
            .satisfies(entry -> assertThat(entry.type()).isEqualTo("work.set-aside"));
      }
    }
  }

  @EngineTest
  void aHaltStopsItsRouteAndLosesNothing(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var inside = tried.send("HALT inside 1");
      TriedRoutes.until(() -> tried.routes.standing().contains("try"));

      assertThat(tried.failures.halted("try")).map(Reason::code).contains("TEST.HALT");
      assertThat(tried.effects(inside)).isZero();
      assertThat(tried.broker.messages(TriedRoutes.QUEUE)).isEqualTo(1);
      assertThat(tried.ask(tried.event("RETRY nowhere 0"))).isNull();

      tried.routes.context().getRouteController().startRoute("try");
      tried.settle();
      assertThat(tried.effects(inside)).isEqualTo(1);
      assertThat(tried.shelf.count()).isZero();

      assertThat(Cause.of(tried.ask(tried.event("HALT before 1")))).hasMessageContaining("HALT");
      TriedRoutes.until(() -> tried.routes.standing().contains("ask"));
      assertThat(tried.routes.standing()).containsExactly("ask");
    }
  }

  @EngineTest
  void whileAPartIsAwayNothingIsCountedAndTheQueuesStandStill(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      tried.away(new Reason("TEST.AWAY", "mất", "away"));
      var first = tried.send("SET_ASIDE before 1");
      TriedRoutes.until(() -> tried.routes.standing().equals(List.of("try")));
      var events = List.of(first, tried.send("UNFORESEEN inside 1"), tried.send("RETRY inside 1"));
      TriedRoutes.until(() -> tried.broker.messages(TriedRoutes.QUEUE) == 3);

      assertThat(tried.steps.failed(first)).isEqualTo(1);
      assertThat(tried.count("work_try")).isZero();
      assertThat(tried.shelf.count()).isZero();

      tried.away(null);
      tried.settle();

      events.forEach(event -> assertThat(tried.effects(event)).isEqualTo(1));
      TriedRoutes.until(() -> tried.routes.standing().isEmpty());
    }
  }

  @EngineTest
  void aMessageThatComesTwiceHasItsEffectOnce(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var event = tried.event("RETRY nowhere 0");
      var id = UUID.randomUUID();
      tried.send(event, id);
      tried.settle();

      tried.sendAgain(event, id);
      tried.settle();

      assertThat(tried.effects(event)).isEqualTo(1);
      assertThat(tried.count("inbox")).isEqualTo(1);
      assertThat(tried.broker.messages("document.echoed")).isEqualTo(1);
    }
  }

  private static DocumentEvent event(Map<String, DocumentEvent> events, String what) {
    return Objects.requireNonNull(events.get(what));
  }
}
