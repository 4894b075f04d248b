package vn.congvan.app.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.congvan.app.RaisingQueue;
import vn.congvan.app.queue.Broker;
import vn.congvan.app.shelf.ShelfIntake;
import vn.congvan.approval.Approval;
import vn.congvan.approval.OwnDevice;
import vn.congvan.audit.AuditLog;
import vn.congvan.document.Act;
import vn.congvan.exchange.Deliveries;
import vn.congvan.exchange.PostOffice;
import vn.congvan.issuing.Issuing;
import vn.congvan.raising.Raising;
import vn.congvan.receiving.Receiving;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.Numbering;
import vn.congvan.register.OutgoingRegister;
import vn.congvan.register.RaisedFiles;
import vn.congvan.signing.SigningSessions;
import vn.congvan.submission.Submission;

/** What every route is held to, those an integrator adds too. */
class RoutesTest {
  /** Steps that leave the thread, or the unit of work, or hide a failure from both. */
  private static final Set<String> NEVER =
      Set.of(
          "transacted",
          "wireTap",
          "threads",
          "multicast",
          "doTry",
          "idempotentConsumer",
          "onCompletion",
          "script",
          "process",
          "setHeader",
          "marshal",
          "unmarshal");

  private static final Map<String, Class<?>> BEANS =
      Map.ofEntries(
          Map.entry("unitOfWork", UnitOfWorkPolicy.class),
          Map.entry("failures", StepFailures.class),
          Map.entry("shelf", ShelfIntake.class),
          Map.entry("auditLog", AuditLog.class),
          Map.entry("submission", Submission.class),
          Map.entry("approval", Approval.class),
          Map.entry("ownDevice", OwnDevice.class),
          Map.entry("signingSessions", SigningSessions.class),
          Map.entry("issuing", Issuing.class),
          Map.entry("numbering", Numbering.class),
          Map.entry("outgoingRegister", OutgoingRegister.class),
          Map.entry("incomingRegister", IncomingRegister.class),
          Map.entry("deliveries", Deliveries.class),
          Map.entry("postOffice", PostOffice.class),
          Map.entry("raising", Raising.class),
          Map.entry("raisedFiles", RaisedFiles.class),
          Map.entry("raisingQueue", RaisingQueue.class),
          Map.entry("receiving", Receiving.class));

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]+)}}");

  @Test
  void everyFileIsNamedAfterTheOneRouteInIt() throws IOException {
    for (var route : RouteFiles.routes()) {
      assertThat(route.file().getFileName().toString())
          .as(route.id())
          .matches("\\d-" + route.id() + "\\.camel\\.yaml");
    }
    assertThat(RouteFiles.routes()).hasSize(RouteFiles.files().size() - 1);
    assertThat(RouteFiles.files().get(0)).hasFileName("0-when-a-step-fails.camel.yaml");
  }

  @Test
  void everyFileBeginsWithASentenceForPeople() throws IOException {
    for (var file : RouteFiles.files()) {
      assertThat(Files.readAllLines(file).get(0)).as(file.toString()).matches("# \\p{Lu}.*");
    }
  }

  @Test
  void everyRouteSaysWhatItDoesAndWhatHappensWhenItFails() throws IOException {
    for (var route : RouteFiles.routes()) {
      assertThat(route.definition().path("description").asText()).as(route.id()).isNotBlank();
      assertThat(route.definition().path("routeConfigurationId").asText())
          .as(route.id())
          .isEqualTo("when-a-step-fails");
    }
  }

  @Test
  void everyStepHasANameOfItsOwn() throws IOException {
    var seen = new HashSet<String>();
    for (var route : RouteFiles.routes()) {
      for (var step : route.all()) {
        assertThat(step.text("id")).as("a step of %s", route.id()).matches("[a-z][a-z-]+");
        assertThat(seen.add(step.text("id"))).as("%s is there twice", step.text("id")).isTrue();
      }
    }
  }

  @Test
  void everyUnitOfWorkIsWrittenToTheLogBeforeItIsAnnounced() throws IOException {
    for (var route : RouteFiles.routes()) {
      assertThat(route.units()).as("%s changes something", route.id()).isNotEmpty();
      for (var unit : route.units()) {
        assertThat(unit.text("ref")).isEqualTo("unitOfWork");
        var append = -1;
        for (var i = 0; i < unit.inside().size(); i++) {
          var step = unit.inside().get(i);
          if (step.is("auditLog", "append") || step.is("auditLog", "appendFacts")) {
            append = i;
          }
          assertThat(step.announces() && append < 0)
              .as("%s announces in %s before the log holds it", route.id(), unit.text("id"))
              .isFalse();
        }
        assertThat(append).as("%s appends in %s", route.id(), unit.text("id")).isPositive();
      }
    }
  }

  @Test
  void nothingIsAnnouncedOutsideAUnitOfWork() throws IOException {
    for (var route : RouteFiles.routes()) {
      assertThat(route.steps()).as(route.id()).noneMatch(RouteFiles.Step::announces);
    }
  }

  /** The message's key is entered by the first unit; a redelivery would skip that one only. */
  @Test
  void aRouteThatReadsAQueueHasOneUnitOfWorkAndNothingAfterIt() throws IOException {
    for (var route : RouteFiles.routes()) {
      if (route.reads("jms")) {
        assertThat(route.units()).as(route.id()).hasSize(1);
        assertThat(route.steps().get(route.steps().size() - 1).kind())
            .as(route.id())
            .isEqualTo("policy");
      }
    }
  }

  @Test
  void everyQueueThatIsFilledIsEmptied() throws IOException {
    var filled = new TreeSet<String>();
    var emptied = new TreeSet<String>();
    for (var route : RouteFiles.routes()) {
      if (route.reads("jms")) {
        emptied.add(route.from().substring("jms:".length()));
      }
      for (var step : route.all()) {
        if (step.text("uri").startsWith("outbox:")) {
          filled.add(step.text("uri").substring("outbox:".length()));
        }
      }
    }

    assertThat(emptied).containsAll(filled);
    // What the broker fills by itself, and the inboxes that statuses and documents are posted to.
    // And where documents wait to be raised, if the settings want them raised.
    emptied.removeAll(filled);
    assertThat(emptied)
        .containsExactlyInAnyOrder(
            Broker.DEAD_LETTERS, Broker.EXPIRED, "{{inbox}}", "document.sealed");
    assertThat(filled).allMatch(queue -> queue.matches("document\\.[a-z]+ed"));
  }

  @Test
  void everyActHasTheRouteThatCarriesItOut() throws IOException {
    var acts =
        Arrays.stream(Act.class.getPermittedSubclasses())
            .map(act -> "direct:" + act.getSimpleName().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    var direct =
        RouteFiles.routes().stream()
            .filter(route -> route.reads("direct"))
            .map(RouteFiles.Route::from)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(direct).isEqualTo(acts);
  }

  @Test
  void everyPlaceholderIsASettingOrAParameterOfItsTemplate() throws IOException {
    var settings = new Properties();
    try (var reader = Files.newBufferedReader(Path.of("config/application.properties"))) {
      settings.load(reader);
    }
    for (var file : RouteFiles.files()) {
      var text = Files.readString(file);
      var known = new HashSet<>(settings.stringPropertyNames());
      Pattern.compile("- name: (\\S+)").matcher(text).results().forEach(r -> known.add(r.group(1)));
      PLACEHOLDER
          .matcher(text)
          .results()
          .forEach(found -> assertThat(known).as(file.toString()).contains(found.group(1)));
    }
  }

  @Test
  void noRouteUsesAStepThatHidesAFailureOrLeavesTheThread() throws IOException {
    for (var route : RouteFiles.routes()) {
      for (var step : route.all()) {
        assertThat(NEVER).as("%s in %s", step.kind(), route.id()).doesNotContain(step.kind());
        assertThat(step.text("uri")).doesNotStartWith("jms:").doesNotStartWith("seda:");
      }
      assertThat(route.definition().has("errorHandler")).as(route.id()).isFalse();
    }
    for (var file : RouteFiles.files()) {
      assertThat(Files.readString(file)).doesNotContain("noErrorHandler");
    }
  }

  /** Among several Camel would choose for every message, by trying every converter it knows. */
  @Test
  void everyMethodThatARouteNamesIsTheOnlyOneOfItsName() throws IOException {
    var steps =
        Stream.concat(
            RouteFiles.routes().stream().flatMap(route -> route.all().stream()),
            RouteFiles.clauses().stream()
                .flatMap(clause -> RouteFiles.steps(clause.path("steps")).stream()));
    steps
        .filter(step -> step.kind().equals("bean"))
        .forEach(
            step -> {
              var name = step.text("method").replaceFirst("\\(.*", "");
              assertThat(BEANS).containsKey(step.text("ref"));
              var bean = Objects.requireNonNull(BEANS.get(step.text("ref")));
              assertThat(bean.getMethods())
                  .filteredOn(method -> method.getName().equals(name))
                  .as("%s of %s", name, bean)
                  .hasSize(1);
            });
  }

  @Test
  void everyClauseOfFailureBeginsByAbandoningTheUnitOfWork() throws IOException {
    var clauses = RouteFiles.clauses();
    assertThat(clauses).hasSize(5);
    var questions = new TreeSet<String>();
    for (var clause : clauses) {
      var first = RouteFiles.steps(clause.path("steps")).get(0);
      assertThat(first.is("unitOfWork", "abandon")).as(clause.path("id").asText()).isTrue();
      assertThat(clause.path("exception").get(0).asText()).isEqualTo("java.lang.Throwable");
      assertThat(clause.path("description").asText()).isNotBlank();
      questions.add(clause.path("onWhen").path("ref").path("expression").asText());
    }
    assertThat(questions)
        .isEqualTo(
            new TreeSet<>(
                List.of("clerkActs", "nobodyActs", "operatorActs", "partIsAway", "somebodyWaits")));
  }
}
