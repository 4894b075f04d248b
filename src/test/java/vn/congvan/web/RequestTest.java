package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.directory.Offices.CITY;
import static vn.congvan.directory.Offices.NORTH;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the contract does not allow is answered with the field that is wrong, before anybody works
 * on it.
 */
class RequestTest {
  private static final String ID = "0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11";
  private static final String DOCUMENT = "/api/v1/documents/" + ID;
  private static final String INCOMING = "/api/v1/incoming/" + ID;

  @TempDir static Path folder;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/documents/xyz|id",
        "/api/v1/documents/0199C3A1-7A10-7CC3-9D43-0A6F0A6B2F11|id",
        "/api/v1/outgoing?limit=0|limit",
        "/api/v1/outgoing?limit=201|limit",
        "/api/v1/outgoing?limit=ten|limit",
        "/api/v1/outgoing?waiting=everybody|waiting",
        "/api/v1/outgoing?state=LOST|state",
        "/api/v1/outgoing?waiting=issue&state=ISSUED|waiting",
        "/api/v1/outgoing?cursor=%21|cursor",
        "/api/v1/outgoing?cursor=AAAA|cursor",
        "/api/v1/incoming?state=ISSUED|state",
        "/api/v1/documents/0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11/attachments/0|position",
        "/api/v1/documents/0199c3a1-7a10-7cc3-9d43-0a6f0a6b2f11/attachments/first|position",
      })
  void aWrongParameterIsNamed(String path, String field) {
    var reply = api.get(path, api.key(CITY, "clerk"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getString("field")).isEqualTo(field);
    assertThat(reply.json().getString("detail")).contains(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|/lead",
        "{\"lead\":\"\"}|/lead",
        "{\"lead\":7}|/lead",
        "{\"lead\":\"a\",\"supporting\":\"b\"}|/supporting",
        "{\"lead\":\"a\",\"supporting\":[\"b\",8]}|/supporting/1",
        "{\"lead\":\"a\",\"deadline\":\"5/12/2026\"}|/deadline",
        "{\"lead\":\"a\",\"deadline\":\"2026-02-30\"}|/deadline",
        "{\"lead\":\"a\",\"leader\":\"b\"}|/leader",
        "[]|body",
        "7|body",
      })
  void aWrongFieldOfABodyIsNamed(String body, String field) {
    var reply = api.post(INCOMING + "/assign", api.key(CITY, "leader"), body);

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("HTTP.FIELD");
    assertThat(reply.json().getString("field")).isEqualTo(field);
  }

  @Test
  void whatIsTooLongSaysHowLongItMayBe() {
    var reply =
        api.post(
            DOCUMENT + "/return",
            api.key(CITY, "leader"),
            "{\"note\":\"" + "ý".repeat(1001) + "\"}");

    assertThat(reply.json().getString("field")).isEqualTo("/note");
    assertThat(reply.json().getString("detail")).contains("1000");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    for (var body : new String[] {"{", "{\"note\":\"a\",\"note\":\"b\"}", "x", "{}{}"}) {
      var reply = api.post(DOCUMENT + "/return", api.key(CITY, "leader"), body);
      assertThat(reply.code()).as(body).isEqualTo("HTTP.MALFORMED");
    }
    var nested = "[".repeat(5_000) + "]".repeat(5_000);
    assertThat(api.post(DOCUMENT + "/return", api.key(CITY, "leader"), nested).code())
        .isEqualTo("HTTP.MALFORMED");
  }

  @Test
  void aBodyMustSayThatItIsJson() {
    var request =
        api.request(DOCUMENT + "/return", api.key(CITY, "leader"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{\"note\":\"a\"}"));

    var reply = api.send(request);

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.code()).isEqualTo("HTTP.MEDIA_TYPE");
  }

  @Test
  void aBodyBeyondTheLimitIsNotRead() {
    var body = "{\"note\":\"" + "x".repeat(30_000) + "\"}";

    var reply = api.post(DOCUMENT + "/return", api.key(CITY, "leader"), body);

    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void anUnknownPathOrMethodIsAProblemToo() {
    assertThat(api.get("/nowhere", null).code()).isEqualTo("HTTP.NO_SUCH_PATH");
    for (var untidy :
        new String[] {
          "/api/v1//outgoing",
          "/api/../api/v1/outgoing",
          "/api/v1/./outgoing",
          "/api/v1/outg%6Fing",
          "/api/v1/outgoing%2F"
        }) {
      assertThat(api.get(untidy, api.key(CITY, "clerk")).code())
          .as(untidy)
          .isEqualTo("HTTP.NO_SUCH_PATH");
    }
    var reply = api.get(DOCUMENT + "/sign", api.key(CITY, "leader"));
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo("POST");
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void problemsSpeakTheReadersLanguage() {
    var english = api.send(api.request("/nowhere", null).header("Accept-Language", "en-GB"));
    var vietnamese = api.send(api.request("/nowhere", null).header("Accept-Language", "fr"));

    assertThat(english.json().getString("title")).isEqualTo("Not found");
    assertThat(english.header("Content-Language")).isEqualTo("en");
    assertThat(vietnamese.json().getString("title")).isEqualTo("Không tìm thấy");
    assertThat(vietnamese.header("Content-Language")).isEqualTo("vi");
  }

  @Test
  void aDocumentNobodyHasIsNotFound() {
    for (var path :
        new String[] {
          DOCUMENT,
          DOCUMENT + "/file",
          DOCUMENT + "/deliveries",
          DOCUMENT + "/attachments/1",
          DOCUMENT + "/trace",
          INCOMING,
          INCOMING + "/file",
          INCOMING + "/trace"
        }) {
      var reply = api.get(path, api.key(NORTH, "clerk"));
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.code()).as(path).isEqualTo("REGISTER.UNKNOWN_DOCUMENT");
    }
  }

  @Test
  void hugeHeadersAndAddressesAreRefusedInOurWords() {
    var headers = api.send(api.request("/health", null).header("X-Much", "x".repeat(5_000)));
    var address = api.get("/health?" + "x".repeat(5_000), null);

    assertThat(headers.status()).isEqualTo(431);
    assertThat(headers.code()).isEqualTo("HTTP.HEADERS_TOO_LARGE");
    assertThat(address.status()).isEqualTo(414);
    assertThat(address.code()).isEqualTo("HTTP.URI_TOO_LONG");
  }
}
