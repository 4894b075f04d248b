package vn.congvan.app.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.queue.Broker;
import vn.congvan.app.queue.EventCodec;
import vn.congvan.app.route.TriedRoutes;
import vn.congvan.directory.Offices;
import vn.congvan.document.Actor;
import vn.congvan.document.DocumentId;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Refused;
import vn.congvan.document.VietnamTime;
import vn.congvan.register.Drafts;
import vn.congvan.register.NumberRequest;
import vn.congvan.register.Numbering;
import vn.congvan.register.OutgoingBook;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

class ShelfTest {
  private static final String[] LAST_QUEUES = {
    "shelf/1-keep-dead-letters.camel.yaml", "shelf/1-keep-expired.camel.yaml"
  };

  @TempDir Path folder;

  private final Actor clerk = Offices.actor(Offices.CITY, "clerk");

  @EngineTest
  void aResumedMessageHasItsEffectOnce(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var event = tried.send("SET_ASIDE inside 1");
      var item = onlyItem(tried);
      assertThat(item.document()).isEqualTo(event.document());
      assertThat(item.resumable()).isTrue();

      var resumed = tried.shelf.resume(item.id(), clerk, "test", "đã khắc phục");
      tried.settle();

      assertThat(resumed.state()).isEqualTo(ShelfItem.State.RESUMED);
      assertThat(resumed.closedBy()).isEqualTo(clerk.ref());
      assertThat(tried.effects(event)).isEqualTo(1);
      assertThat(tried.shelf.count()).isZero();
      assertThat(types(tried, event.document())).containsExactly("work.set-aside", "work.resumed");
      assertThat(code(() -> tried.shelf.resume(item.id(), clerk, "test", "")))
          .isEqualTo("SHELF.ALREADY_DONE");
    }
  }

  @EngineTest
  void workThatStopsAgainComesBackToTheShelf(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var event = tried.send("SET_ASIDE inside 3");
      for (var time = 1; time <= 3; time++) {
        var item = onlyItem(tried);
        assertThat(item.times()).isEqualTo(time);
        tried.shelf.resume(item.id(), clerk, "test", "");
        tried.settle();
      }
      assertThat(tried.effects(event)).isEqualTo(1);
      assertThat(tried.shelf.count()).isZero();
    }
  }

  @EngineTest
  void oneOfTwoClerksDecides(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      tried.send("SET_ASIDE inside 9");
      var item = onlyItem(tried);
      tried.shelf.cancel(item.id(), clerk, "test", "không cần nữa");

      for (var second :
          List.<Runnable>of(
              () -> tried.shelf.resume(item.id(), clerk, "test", ""),
              () -> tried.shelf.cancel(item.id(), clerk, "test", "tôi cũng hủy"))) {
        assertThat(code(second)).isIn("SHELF.ALREADY_DECIDED", "SHELF.ALREADY_DONE");
      }
      assertThat(tried.shelf.get(item.id()).state()).isEqualTo(ShelfItem.State.CANCELLED);
    }
  }

  @EngineTest
  void whatTurnsOutToBeDoneNeedsNoDecision(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var event = tried.send("SET_ASIDE after 1");
      var item = onlyItem(tried);

      assertThat(code(() -> tried.shelf.cancel(item.id(), clerk, "test", "hủy")))
          .isEqualTo("SHELF.ALREADY_DONE");

      assertThat(tried.shelf.get(item.id()).state()).isEqualTo(ShelfItem.State.DONE);
      assertThat(tried.effects(event)).isEqualTo(1);
    }
  }

  @EngineTest
  void aDocumentCancelledOnTheShelfKeepsItsNumberInTheBook(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var drafts = new Drafts(tried.database, Clock.systemUTC());
      var document = drafts.awaitingIssue();
      tried.database.inUnit(
          "test",
          sql ->
              new Numbering(tried.database, Clock.systemUTC())
                  .take(new NumberRequest(drafts.header(document, Offices.CITY, "clerk"), "VB")));
      var event = tried.event("SET_ASIDE before 9", document);
      var id = UUID.randomUUID();
      tried.send(event, id);
      var item = onlyItem(tried);

      assertThat(code(() -> tried.shelf.cancel(item.id(), clerk, "test", " ")))
          .isEqualTo("SHELF.NOTE");
      assertThat(code(() -> tried.shelf.cancel(item.id(), clerk, "test", "hủy\u001b[2J")))
          .isEqualTo("NOTE.CONTROL_CHARACTER");
      assertThat(code(() -> tried.shelf.resume(item.id(), clerk, "test", "x".repeat(1001))))
          .isEqualTo("NOTE.TOO_LONG");
      tried.shelf.cancel(item.id(), clerk, "test", "khóa con dấu hỏng");

      assertThat(tried.outgoing.find(document).orElseThrow().state())
          .isEqualTo(OutgoingState.CANCELLED);
      assertThat(
              new OutgoingBook(tried.database)
                  .year(Offices.CITY, VietnamTime.dayOf(Clock.systemUTC().instant()).getYear()))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.number().number()).isEqualTo(1);
                assertThat(line.state()).isEqualTo("CANCELLED");
              });
      assertThat(types(tried, document))
          .containsExactly("work.set-aside", "work.cancelled", "document.cancelled");

      // Should the message still lie somewhere, it has no effect.
      tried.sendAgain(event, id);
      tried.settle();
      assertThat(tried.effects(event)).isZero();
    }
  }

  @EngineTest
  void onlyThoseWhoseWorkItIsDecide(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      var event = tried.send("SET_ASIDE inside 1");
      var item = onlyItem(tried);

      assertThat(
              code(
                  () ->
                      tried.shelf.resume(
                          item.id(), Offices.actor(Offices.NORTH, "clerk"), "test", "")))
          .isEqualTo("SHELF.OTHER_AGENCY");
      assertThat(
              code(
                  () ->
                      tried.shelf.resume(
                          item.id(), Offices.actor(Offices.CITY, "officer"), "test", "")))
          .isEqualTo("E09.NO_AUTHORITY");
      assertThat(code(() -> tried.shelf.get(UUID.randomUUID()))).isEqualTo("SHELF.UNKNOWN");

      tried.shelf.resume(item.id(), Actor.node(Offices.CITY), "cli", "");
      tried.settle();
      assertThat(tried.effects(event)).isEqualTo(1);
    }
  }

  @EngineTest
  void whatIsNoEventIsKeptAsItCame(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      put(tried, TriedRoutes.QUEUE, context -> context.createTextMessage("{\"event\":\"?\"}"));
      var item = onlyItem(tried);
      assertThat(item.reason().code()).isEqualTo("QUEUE.NOT_AN_EVENT");
      assertThat(item.document()).isNull();
      assertThat(item.resumable()).isTrue();

      tried.shelf.resume(item.id(), clerk, "test", "");
      tried.settle();
      TriedRoutes.until(() -> tried.shelf.count() == 1);

      assertThat(tried.shelf.get(item.id()).times()).isEqualTo(2);
    }
  }

  @EngineTest
  void whatIsNeitherBytesNorTextIsNeverReadAndCanOnlyBeCancelled(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder)) {
      put(tried, TriedRoutes.QUEUE, context -> context.createObjectMessage(new Bomb()));
      var item = onlyItem(tried);

      assertThat(item.reason().code()).isEqualTo("QUEUE.NOT_READABLE");
      assertThat(Bomb.touched).isFalse();
      assertThat(code(() -> tried.shelf.resume(item.id(), clerk, "test", "")))
          .isEqualTo("SHELF.NOT_KEPT");
      tried.shelf.cancel(item.id(), clerk, "test", "lạ");
      assertThat(tried.shelf.count()).isZero();
    }
  }

  /** Tells when it is deserialised. */
  private static final class Bomb implements Serializable {
    private static final long serialVersionUID = 1;
    static volatile boolean touched;

    private void readObject(ObjectInputStream in) {
      touched = true;
    }
  }

  @EngineTest
  void whatTheBrokerGivesUpEndsOnTheShelfAndCanBeResumed(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder, LAST_QUEUES)) {
      var event = tried.event("RETRY nowhere 0");
      tried.routes.suspend("try");
      try (var context = tried.broker.connections().createContext()) {
        var message = context.createBytesMessage();
        message.writeBytes(new EventCodec().encode(event));
        context
            .createProducer()
            .setTimeToLive(1)
            .send(context.createQueue(TriedRoutes.QUEUE), message);
      }
      tried.routes.resume("try");
      TriedRoutes.until(() -> tried.shelf.count() == 1);
      var item = tried.shelf.waiting(10).get(0);
      assertThat(item.reason().code()).isEqualTo("QUEUE.EXPIRED");
      assertThat(item.queue()).isEqualTo(TriedRoutes.QUEUE);
      assertThat(item.document()).isEqualTo(event.document());

      tried.shelf.resume(item.id(), clerk, "test", "");
      tried.settle();

      assertThat(tried.effects(event)).isEqualTo(1);
    }
  }

  @EngineTest
  void aLargeDeadLetterGoesToTheContentStore(Engine engine) throws Exception {
    try (var tried = new TriedRoutes(engine, folder, LAST_QUEUES)) {
      var bytes = new byte[3 << 20];
      new Random(5).nextBytes(bytes);
      put(
          tried,
          Broker.DEAD_LETTERS,
          context -> {
            var message = context.createBytesMessage();
            try {
              message.setStringProperty("_AMQ_ORIG_QUEUE", "agency.H57-12.inbox");
              message.writeBytes(bytes);
            } catch (JMSException e) {
              throw new IllegalStateException(e);
            }
            return message;
          });

      TriedRoutes.until(() -> tried.shelf.count() == 1);

      var item = tried.shelf.waiting(10).get(0);
      assertThat(item.reason().code()).isEqualTo("QUEUE.GIVEN_UP");
      assertThat(item.queue()).isEqualTo("agency.H57-12.inbox");
      assertThat(item.agency()).isEqualTo(Offices.NORTH);
      assertThat(folder.resolve("spool")).isEmptyDirectory();
      tried.broker.makeQueues(List.of("agency.H57-12.inbox"));
      tried.shelf.resume(item.id(), Offices.actor(Offices.NORTH, "clerk"), "test", "");
      try (var context = tried.broker.connections().createContext();
          var consumer = context.createConsumer(context.createQueue("agency.H57-12.inbox"))) {
        assertThat(consumer.receiveBody(byte[].class, 20_000)).isEqualTo(bytes);
      }
    }
  }

  private static ShelfItem onlyItem(TriedRoutes tried) {
    TriedRoutes.until(() -> tried.shelf.count() == 1);
    tried.settle();
    return tried.shelf.waiting(10).get(0);
  }

  private static List<String> types(TriedRoutes tried, DocumentId document) {
    return tried.log.history(Offices.CITY + ":document:" + document).stream()
        .map(entry -> entry.type())
        .toList();
  }

  private static void put(TriedRoutes tried, String queue, Function<JMSContext, Message> make) {
    try (var context = tried.broker.connections().createContext()) {
      context.createProducer().send(context.createQueue(queue), make.apply(context));
    }
  }

  private static String code(Runnable act) {
    var thrown = new String[1];
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(Refused.class, e -> thrown[0] = e.reason().code());
    return thrown[0];
  }
}
