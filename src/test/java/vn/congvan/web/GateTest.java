package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.directory.Offices.CITY;
import static vn.congvan.directory.Offices.ref;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;

/** Who is let in, and to what. */
class GateTest {
  private static final String LIST = "/api/v1/outgoing";
  private static final String SOMETHING = "/api/v1/documents/0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11";

  @TempDir static Path folder;
  private static RunningApi api;
  private static final ApiKeys.NewKey late =
      key("clerk", Role.CLERK, null, RunningApi.TODAY.minusDays(1));
  private static final ApiKeys.NewKey lastDay = key("clerk", Role.CLERK, null, RunningApi.TODAY);
  private static final ApiKeys.NewKey early =
      key("clerk", Role.CLERK, RunningApi.TODAY.plusDays(1), null);
  private static final ApiKeys.NewKey wrongRole = key("clerk", Role.LEADER, null, null);
  private static final ApiKeys.NewKey nobody =
      ApiKeys.newKey(CITY, "who-left", Role.CLERK, null, null, List.of());
  private static final ApiKeys.NewKey elsewhere =
      ApiKeys.newKey(
          new AgencyCode("H57.12"), ref(CITY, "clerk"), Role.CLERK, null, null, List.of());
  private static final ApiKeys.NewKey fromFar =
      ApiKeys.newKey(
          CITY,
          ref(CITY, "clerk"),
          Role.CLERK,
          null,
          null,
          List.of(AddressRange.parse("192.0.2.0/24")));
  private static final ApiKeys.NewKey fromHere =
      ApiKeys.newKey(
          CITY,
          ref(CITY, "clerk"),
          Role.CLERK,
          null,
          null,
          List.of(AddressRange.parse("192.0.2.0/24"), AddressRange.parse("127.0.0.0/8")));

  @BeforeAll
  static void start() {
    var options = new RunningApi.Options();
    for (var more :
        List.of(late, lastDay, early, wrongRole, nobody, elsewhere, fromFar, fromHere)) {
      options.moreKeys.add(more.entry());
    }
    api = new RunningApi(folder, options);
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  @Test
  void withoutAKeyNobodyIsToldAnything() {
    for (var operation : Contract.load().operations()) {
      var id = operation.getOperationId();
      if (List.of("health", "healthLive", "metrics").contains(id)) {
        continue;
      }
      var path =
          operation
              .getAbsoluteOpenAPIPath()
              .replaceAll("\\{(id|job)}", "0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11")
              .replaceAll("\\{\\w+}", "1");
      var reply =
          api.send(
              api.request(path, null)
                  .method(operation.getHttpMethod().name(), BodyPublishers.noBody()));
      assertThat(reply.status()).as(id).isEqualTo(401);
      assertThat(reply.code()).as(id).isEqualTo("AUTH.KEY_MISSING");
      assertThat(reply.header("WWW-Authenticate")).as(id).startsWith("Bearer");
    }
  }

  @Test
  void aGoodKeyLetsItsOwnerIn() {
    assertThat(api.get(LIST, api.key(CITY, "officer")).status()).isEqualTo(200);
    assertThat(api.get(LIST, lastDay.text()).status()).isEqualTo(200);
    assertThat(api.get(LIST, fromHere.text()).status()).isEqualTo(200);
  }

  @Test
  void aKeyCountsOnlyOnItsDaysAndFromItsPlaces() {
    assertThat(api.get(LIST, late.text()).code()).isEqualTo("AUTH.KEY_EXPIRED");
    assertThat(api.get(LIST, early.text()).code()).isEqualTo("AUTH.KEY_EXPIRED");
    assertThat(api.get(LIST, fromFar.text()).code()).isEqualTo("AUTH.SOURCE");
    assertThat(api.get(LIST, fromFar.text()).status()).isEqualTo(403);
  }

  @Test
  void theDirectoryOfTheDayHasTheLastWord() {
    assertThat(api.get(LIST, wrongRole.text()).code()).isEqualTo("E09.NO_AUTHORITY");
    assertThat(api.get(LIST, nobody.text()).code()).isEqualTo("E09.NO_AUTHORITY");
    assertThat(api.get(LIST, elsewhere.text()).code()).isEqualTo("E09.NO_AUTHORITY");
    assertThat(api.get(LIST, elsewhere.text()).status()).isEqualTo(403);
  }

  @Test
  void aRoleMayDoOnlyItsOwn() {
    var body = "{\"note\":\"x\"}";
    assertThat(api.post(SOMETHING + "/cancel", api.key(CITY, "officer"), body).code())
        .isEqualTo("AUTH.ROLE");
    assertThat(api.post(SOMETHING + "/return", api.key(CITY, "clerk"), body).code())
        .isEqualTo("AUTH.ROLE");
    assertThat(api.post(SOMETHING + "/issue", api.key(CITY, "leader"), "").code())
        .isEqualTo("AUTH.ROLE");
    assertThat(api.post("/api/v1/documents", api.key(CITY, "leader"), "").code())
        .isEqualTo("AUTH.ROLE");
    assertThat(api.get(LIST, api.key(CITY, "administrator")).code()).isEqualTo("AUTH.ROLE");
    assertThat(api.get(LIST, api.key(CITY, "auditor")).status()).isEqualTo(200);
  }

  @Test
  void manyWrongKeysAreSlowedDownButNeverLockARightOneOut() throws Exception {
    try (var another = RunningApi.start(folder.resolve("another"))) {
      for (var i = 0; i < 20; i++) {
        assertThat(another.get(LIST, "cv_wrong").code()).isEqualTo("AUTH.KEY_UNKNOWN");
      }
      var next = another.get(LIST, "cv_wrong");

      assertThat(next.status()).isEqualTo(429);
      assertThat(next.header("Retry-After")).isEqualTo("60");
      assertThat(another.get(LIST, another.key(CITY, "clerk")).status()).isEqualTo(200);
    }
  }

  @Test
  void theNodesFiguresAreOpenHereAndClosedBehindAProxy() {
    for (var path : List.of("/health", "/health/live", "/metrics")) {
      assertThat(api.get(path, null).status()).as(path).isEqualTo(200);
      for (var header : List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")) {
        assertThat(api.send(api.request(path, null).header(header, "192.0.2.1")).code())
            .as(path + " " + header)
            .isEqualTo("AUTH.KEY_MISSING");
      }
      assertThat(proxied(path, api.key(CITY, "administrator")).status()).as(path).isEqualTo(200);
      assertThat(proxied(path, api.key(CITY, "clerk")).code()).as(path).isEqualTo("AUTH.ROLE");
    }
  }

  @Test
  void administrationNeedsTheTokenAndThisMachine() {
    assertThat(api.get("/admin/shelf", RunningApi.ADMIN_TOKEN).status()).isEqualTo(200);
    assertThat(api.get("/admin/shelf", "another-token-0123456789abcdefghijkl").code())
        .isEqualTo("AUTH.TOKEN");
    assertThat(api.get("/admin/shelf", api.key(CITY, "administrator")).code())
        .isEqualTo("AUTH.TOKEN");
    assertThat(proxied("/admin/shelf", RunningApi.ADMIN_TOKEN).code()).isEqualTo("AUTH.LOCAL_ONLY");
    assertThat(api.get(LIST, RunningApi.ADMIN_TOKEN).code()).isEqualTo("AUTH.KEY_UNKNOWN");
  }

  @Test
  void noKeyIsEverLogged() {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var before = root.getLevel();
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    root.addAppender(heard);
    root.setLevel(Level.ALL);
    try {
      api.get(LIST, api.key(CITY, "clerk"));
      api.get(LIST, late.text());
      api.get("/nowhere", api.key(CITY, "officer"));
      api.get("/admin/shelf", RunningApi.ADMIN_TOKEN);
    } finally {
      root.setLevel(before);
      root.detachAppender(heard);
    }

    var secrets =
        List.of(
            api.key(CITY, "clerk"), late.text(), api.key(CITY, "officer"), RunningApi.ADMIN_TOKEN);
    assertThat(List.copyOf(heard.list))
        .isNotEmpty()
        .noneMatch(event -> secrets.stream().anyMatch(event.getFormattedMessage()::contains));
  }

  private Client.Reply proxied(String path, String key) {
    return api.send(api.request(path, key).header("X-Forwarded-For", "192.0.2.1"));
  }

  private static ApiKeys.NewKey key(
      String person, Role role, @Nullable LocalDate from, @Nullable LocalDate to) {
    return ApiKeys.newKey(CITY, ref(CITY, person), role, from, to, List.of());
  }
}
