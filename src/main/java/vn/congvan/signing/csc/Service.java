package vn.congvan.signing.csc;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import vn.congvan.document.KeyPlace;

/** One account at a remote signing service: its methods (CSC API 2.0, chapter 11). */
final class Service {
  private static final String JSON = "application/json";

  private final Http http;
  private final KeyPlace.Remote place;
  private final Access access;

  private Service(Http http, KeyPlace.Remote place, Access access) {
    this.http = http;
    this.place = place;
    this.access = access;
  }

  /**
   * Asks the service what it is, and where it gives out tokens.
   *
   * @throws vn.congvan.document.RetryLater when it is away
   */
  static Service at(Http http, KeyPlace.Remote place, Clock clock) {
    var base = oauth(info(http, place), place);
    return new Service(http, place, new Access(http, place, endpoint(base, "token"), clock));
  }

  /** {@code info}, which needs no authorisation. */
  static Answer info(Http http, KeyPlace.Remote place) {
    try {
      var answer = http.post(method(place, "info"), JSON, null, "{}".getBytes());
      if (answer.isAway()) {
        throw ServiceFailure.away(host(place), answer);
      }
      if (!answer.isGood()) {
        throw ServiceFailure.refused(host(place), "info", answer);
      }
      return answer;
    } catch (IOException e) {
      throw ServiceFailure.away(host(place), e);
    }
  }

  /** The base address of the service's authorisation server. */
  static URI oauth(Answer info, KeyPlace.Remote place) {
    var named = info.text("oauth2").orElse(place.service().toString()).replaceFirst("/+$", "");
    try {
      var base = URI.create(named);
      if (Http.isSafe(base)) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as for any other text that is no address.
    }
    throw ServiceFailure.unusable(
        place.credential(),
        "dịch vụ nêu địa chỉ cấp quyền không phải https",
        "the service names an authorisation server that is no https address");
  }

  static URI endpoint(URI oauth, String name) {
    var base = oauth.toString();
    return URI.create(base + (base.endsWith("/oauth2") ? "/" : "/oauth2/") + name);
  }

  static String host(KeyPlace.Remote place) {
    return place.service().getHost();
  }

  /**
   * Calls a method; a token that the service does not take any more is renewed once.
   *
   * @throws vn.congvan.document.RetryLater when the service is away
   */
  Answer call(String method, Map<String, ?> parameters) {
    try {
      return call(method, Http.JSON.writeValueAsBytes(parameters));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("parameters that are no JSON", e);
    }
  }

  Answer call(String method, byte[] body) {
    var token = access.token();
    var answer = call(method, token, body);
    if (answer.isUnauthorised()) {
      access.refused(token);
      answer = call(method, access.token(), body);
      if (answer.isUnauthorised()) {
        throw ServiceFailure.notAuthorised(host(place), answer);
      }
    }
    if (answer.isAway()) {
      throw ServiceFailure.away(host(place), answer);
    }
    return answer;
  }

  private Answer call(String method, String token, byte[] body) {
    try {
      return http.post(method(place, method), JSON, token, body);
    } catch (IOException e) {
      throw ServiceFailure.away(host(place), e);
    }
  }

  private static URI method(KeyPlace.Remote place, String name) {
    return URI.create(place.service() + "/" + name);
  }
}
