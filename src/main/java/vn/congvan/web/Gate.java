package vn.congvan.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.openapi.contract.Operation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import vn.congvan.directory.Directory;
import vn.congvan.document.Actor;
import vn.congvan.document.Reason;
import vn.congvan.document.VietnamTime;

/**
 * Decides who calls, before anything else of a request is read. What an operation asks for stands
 * in the contract: {@code security} (an API key, the admin token, or nothing) and {@code x-roles}.
 */
final class Gate {
  private static final String API_KEY = "apiKey";
  private static final String ADMIN_TOKEN = "adminToken";
  private static final String BEARER = "Bearer ";
  private static final List<String> PROXY_HEADERS =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

  private final ApiKeys keys;
  private final AdminToken token;
  private final Directory directory;
  private final Clock clock;
  private final Predicate<Operation> open;
  private final FailedTries failedTries = new FailedTries();

  /**
   * @param open which operations this node has opened to everybody
   */
  Gate(
      ApiKeys keys, AdminToken token, Directory directory, Clock clock, Predicate<Operation> open) {
    this.keys = keys;
    this.token = token;
    this.directory = directory;
    this.clock = clock;
    this.open = open;
  }

  /**
   * @return who calls; empty where the operation needs nobody in particular
   * @throws Problem 401, 403 or 429 when the caller may not
   */
  Optional<Actor> admit(HttpServerRequest request, Operation operation) {
    if (open.test(operation)) {
      return Optional.empty();
    }
    var source = source(request);
    var schemes =
        operation.getSecurityRequirements().stream().flatMap(r -> r.getNames().stream()).toList();
    if (schemes.contains(ADMIN_TOKEN)) {
      admitAdministrator(request, source);
      return Optional.empty();
    }
    var openHere =
        operation.getSecurityRequirements().stream()
            .anyMatch(requirement -> requirement.getNames().isEmpty());
    if (openHere && isLocal(request, source)) {
      return Optional.empty();
    }
    if (!schemes.contains(API_KEY)) {
      throw new IllegalStateException(
          "the contract leaves %s without security".formatted(operation.getOperationId()));
    }
    return Optional.of(admitKey(request, source, roles(operation)));
  }

  private Actor admitKey(HttpServerRequest request, InetAddress source, Collection<?> roles) {
    var presented = bearer(request).orElseThrow(Gate::keyMissing);
    var key =
        keys.find(presented)
            .orElseThrow(
                () ->
                    wrong(
                        source,
                        new Reason(
                            "AUTH.KEY_UNKNOWN",
                            "Khóa API không đúng. Kiểm tra lại khóa, hoặc nhờ quản trị cấp khóa mới.",
                            "the API key is not right; check it or have a new one made")));
    var today = VietnamTime.dayOf(clock.instant());
    if (!key.goodOn(today)) {
      throw unauthenticated(
          new Reason(
              "AUTH.KEY_EXPIRED",
              "Khóa API %s chưa đến ngày dùng hoặc đã hết hạn. Nhờ quản trị cấp khóa mới."
                  .formatted(key.id()),
              "the API key %s is not good today; have a new one made".formatted(key.id())));
    }
    if (!key.goodFrom(source)) {
      throw new Problem(
          403,
          new Reason(
              "AUTH.SOURCE",
              "Khóa API %s không được dùng từ địa chỉ này.".formatted(key.id()),
              "the API key %s may not be used from this address".formatted(key.id())));
    }
    if (!roles.contains(key.role().key())) {
      throw new Problem(
          403,
          new Reason(
              "AUTH.ROLE",
              "Vai trò %s của khóa này không được làm việc này.".formatted(key.role().vietnamese()),
              "the role %s of this key may not do this".formatted(key.role().key())));
    }
    // The key says who; the directory says whether they still are.
    directory.require(key.actor(), key.role(), today);
    return key.actor();
  }

  private void admitAdministrator(HttpServerRequest request, InetAddress source) {
    if (!isLocal(request, source)) {
      throw new Problem(
          403,
          new Reason(
              "AUTH.LOCAL_ONLY",
              "Việc quản trị chỉ làm được từ chính máy chủ.",
              "administration is possible only from the node's own machine"));
    }
    var presented = bearer(request).orElseThrow(Gate::keyMissing);
    if (!token.is(presented)) {
      throw wrong(
          source,
          new Reason(
              "AUTH.TOKEN",
              "Mã quản trị không đúng. Mã nằm trong tệp admin.token của thư mục dữ liệu.",
              "the admin token is not right; it is in the file admin.token of the data folder"));
    }
  }

  /** Through a proxy on this machine everybody would come from this machine. */
  private static boolean isLocal(HttpServerRequest request, InetAddress source) {
    return source.isLoopbackAddress()
        && PROXY_HEADERS.stream().noneMatch(header -> request.headers().contains(header));
  }

  private Problem wrong(InetAddress source, Reason reason) {
    if (failedTries.count(source, clock.instant())) {
      return unauthenticated(reason);
    }
    return new Problem(
            429,
            new Reason(
                "AUTH.TOO_MANY",
                "Đã thử sai quá nhiều lần. Thử lại sau một phút.",
                "too many wrong tries; try again in a minute"))
        .with("Retry-After", "60");
  }

  private static Problem keyMissing() {
    return unauthenticated(
        new Reason(
            "AUTH.KEY_MISSING",
            "Thiếu khóa. Gửi tiêu đề Authorization: Bearer <khóa>.",
            "the key is missing; send the header Authorization: Bearer <key>"));
  }

  private static Problem unauthenticated(Reason reason) {
    return new Problem(401, reason).with("WWW-Authenticate", "Bearer realm=\"congvan\"");
  }

  private static Optional<String> bearer(HttpServerRequest request) {
    var header = request.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private static Collection<?> roles(Operation operation) {
    return operation.getExtensions().get("x-roles") instanceof Iterable<?> roles
        ? list(roles)
        : List.of();
  }

  private static List<Object> list(Iterable<?> items) {
    var all = new ArrayList<Object>();
    items.forEach(all::add);
    return all;
  }

  private static InetAddress source(HttpServerRequest request) {
    try {
      // A literal address, so nothing is looked up.
      return InetAddress.getByName(request.remoteAddress().hostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a connection from no address", e);
    }
  }
}
