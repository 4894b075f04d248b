package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.congvan.directory.Offices.CITY;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.audit.LogEntry;
import vn.congvan.document.DocumentId;
import vn.congvan.document.Halt;

/** How the server starts, is watched, gets busy, and stops. */
class NodeTest {
  private static final String TRACE = "/admin/documents/0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11/trace";

  @TempDir Path folder;

  @Test
  void healthNamesWhatDoesNotPass() throws Exception {
    var options = new RunningApi.Options();
    options.health =
        () ->
            new Health(
                List.of(
                    new Health.Check("routes", Health.Kind.LIVENESS, true, null),
                    new Health.Check(
                        "database", Health.Kind.READINESS, false, "no answer in 2 s")));
    try (var api = new RunningApi(folder, options)) {
      var health = api.get("/health", null);

      assertThat(health.status()).isEqualTo(503);
      assertThat(health.json().getBoolean("up")).isFalse();
      assertThat(health.text()).contains("database").contains("no answer in 2 s");
      assertThat(api.get("/health/live", null).status()).isEqualTo(200);
    }
  }

  @Test
  void metricsAreHandedOutAsTheyAre() throws Exception {
    var options = new RunningApi.Options();
    options.metrics = () -> "congvan_documents_total 3.0\n";
    try (var api = new RunningApi(folder, options)) {
      var metrics = api.get("/metrics", null);

      assertThat(metrics.text()).isEqualTo("congvan_documents_total 3.0\n");
      assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    }
  }

  @Test
  void whatNobodyForesawIsAnIncidentAndNoStackTrace() throws Exception {
    var options = new RunningApi.Options();
    options.health =
        () -> {
          throw new IllegalStateException("jdbc:postgresql://db/secret");
        };
    try (var api = new RunningApi(folder, options)) {
      var reply = api.get("/health", null);

      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.code()).isEqualTo("E20.INTERNAL");
      assertThat(reply.json().getString("incident")).matches("[0-9A-F]{8}");
      assertThat(reply.text()).doesNotContain("secret", "Exception", "\tat ");
    }
  }

  @Test
  void aPortInUseIsNamedWithItsSetting() throws Exception {
    try (var first = RunningApi.start(folder.resolve("first"))) {
      var settings =
          new WebSettings(
              "127.0.0.1",
              first.port(),
              RunningApi.SMALL,
              RunningApi.FEW,
              WebSettings.Patience.DEFAULT);

      assertThatThrownBy(() -> first.another(settings))
          .isInstanceOfSatisfying(
              Halt.class,
              halt -> {
                assertThat(halt.reason().code()).isEqualTo("HTTP.PORT_IN_USE");
                assertThat(halt.reason().vi())
                    .contains("http.port")
                    .contains(Integer.toString(first.port()));
              });
      assertThat(first.get("/health", null).status()).isEqualTo(200);
    }
  }

  @Test
  void anAddressThatIsNotOursIsNamedWithItsSetting() throws Exception {
    try (var api = RunningApi.start(folder)) {
      // TEST-NET-1 belongs to no machine.
      var settings =
          new WebSettings(
              "192.0.2.1", 0, RunningApi.SMALL, RunningApi.FEW, WebSettings.Patience.DEFAULT);

      assertThatThrownBy(() -> api.another(settings))
          .isInstanceOfSatisfying(
              Halt.class,
              halt -> {
                assertThat(halt.reason().code()).isEqualTo("HTTP.CANNOT_LISTEN");
                assertThat(halt.reason().en()).contains("http.host");
              });
    }
  }

  @Test
  void aFullServerSaysSoAtOnceAndIsStillWatched() throws Exception {
    var options = new RunningApi.Options();
    options.capacity = new WebSettings.Capacity(50, 1, 1, 1);
    var slow = new SlowDesk(1);
    options.admin = slow;
    try (var api = new RunningApi(folder, options)) {
      var working = later(api, TRACE);
      slow.begun.await();
      // One of these waits for the only worker; there is no room for the other.
      var second = later(api, TRACE);
      var third = later(api, TRACE);
      var refused = (Client.Reply) CompletableFuture.anyOf(second, third).get();

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("HTTP.BUSY");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(api.get("/health", null).status()).isEqualTo(200);

      slow.finish.countDown();
      assertThat(working.join().status()).isEqualTo(200);
      assertThat(List.of(second.join().status(), third.join().status()))
          .containsExactlyInAnyOrder(200, 503);
    }
  }

  @Test
  void aStopLetsRequestsInFlightEnd() throws Exception {
    var options = new RunningApi.Options();
    var slow = new SlowDesk(1);
    options.admin = slow;
    try (var api = new RunningApi(folder, options)) {
      var working = later(api, TRACE);
      slow.begun.await();
      var stopping = CompletableFuture.runAsync(api::stop);
      while (takesNewRequests(api)) {
        Thread.onSpinWait();
      }
      assertThat(stopping).isNotDone();

      slow.finish.countDown();

      assertThat(working.join().status()).isEqualTo(200);
      stopping.get(60, TimeUnit.SECONDS);
      assertThatThrownBy(api::connect).isInstanceOf(java.io.IOException.class);
    }
  }

  @Test
  void everyRequestIsCountedByOperationAndStatus() throws Exception {
    try (var api = RunningApi.start(folder)) {
      api.get("/api/v1/outgoing", api.key(CITY, "clerk"));
      api.get("/api/v1/outgoing", null);
      api.get("/nowhere", null);

      assertThat(api.counted("listOutgoing", 200)).isEqualTo(1);
      assertThat(api.counted("listOutgoing", 401)).isEqualTo(1);
      assertThat(api.counted("none", 404)).isEqualTo(1);
    }
  }

  private static boolean takesNewRequests(RunningApi api) {
    try {
      return !api.get("/health", null).code().equals("HTTP.STOPPING");
    } catch (UncheckedIOException closedAtOnce) {
      return false;
    }
  }

  private static CompletableFuture<Client.Reply> later(RunningApi api, String path) {
    return CompletableFuture.supplyAsync(() -> api.get(path, RunningApi.ADMIN_TOKEN));
  }

  /** Works until it is told to finish. */
  private static final class SlowDesk extends PaperShelf {
    private final CountDownLatch begun;
    private final CountDownLatch finish = new CountDownLatch(1);

    SlowDesk(int expected) {
      this.begun = new CountDownLatch(expected);
    }

    @Override
    public List<LogEntry> trace(DocumentId document) {
      begun.countDown();
      try {
        finish.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return List.of();
    }
  }
}
