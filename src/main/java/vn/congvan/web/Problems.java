package vn.congvan.web;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.Failure;
import vn.congvan.document.Halt;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.document.Shown;

/** Says in HTTP's words why something was not done. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_AFTER = "Retry-After";

  private record Phrase(String vi, String en) {}

  private static final Map<Integer, Phrase> PHRASES =
      Map.ofEntries(
          Map.entry(400, new Phrase("Yêu cầu chưa đúng", "Bad request")),
          Map.entry(401, new Phrase("Chưa xác thực", "Not authenticated")),
          Map.entry(403, new Phrase("Không có quyền", "Forbidden")),
          Map.entry(404, new Phrase("Không tìm thấy", "Not found")),
          Map.entry(405, new Phrase("Không dùng được phương thức này", "Method not allowed")),
          Map.entry(408, new Phrase("Gửi quá chậm", "Request timeout")),
          Map.entry(409, new Phrase("Không hợp với hiện trạng", "Conflict")),
          Map.entry(413, new Phrase("Quá lớn", "Content too large")),
          Map.entry(414, new Phrase("Địa chỉ quá dài", "URI too long")),
          Map.entry(415, new Phrase("Không nhận kiểu nội dung này", "Unsupported media type")),
          Map.entry(422, new Phrase("Nội dung không đạt", "Unprocessable content")),
          Map.entry(429, new Phrase("Quá nhiều lần", "Too many requests")),
          Map.entry(431, new Phrase("Tiêu đề quá lớn", "Request header fields too large")),
          Map.entry(500, new Phrase("Lỗi của hệ thống", "Internal server error")),
          Map.entry(503, new Phrase("Tạm thời chưa phục vụ được", "Service unavailable")));

  private Problems() {}

  static String phrase(int status, Language language) {
    var phrase = PHRASES.getOrDefault(status, new Phrase("Không thực hiện được", "Not done"));
    return language == Language.VI ? phrase.vi() : phrase.en();
  }

  /** Which language the client reads: Vietnamese unless it prefers English. */
  static Language language(@Nullable String acceptLanguage) {
    try {
      for (var range : Locale.LanguageRange.parse(String.valueOf(acceptLanguage))) {
        var tag = range.getRange();
        if (range.getWeight() > 0 && (tag.equals("vi") || tag.startsWith("vi-"))) {
          return Language.VI;
        }
        if (range.getWeight() > 0 && (tag.equals("en") || tag.startsWith("en-"))) {
          return Language.EN;
        }
      }
      return Language.VI;
    } catch (IllegalArgumentException e) {
      return Language.VI;
    }
  }

  /**
   * What to answer when a handler ended so. What nobody foresaw is logged under an incident's name.
   */
  static Problem of(Throwable failure, String where) {
    if (failure instanceof Problem problem) {
      return problem;
    }
    if (failure instanceof Refused refused) {
      var problem = new Problem(status(refused.reason().code()), refused.reason());
      return refused.facts().isEmpty()
          ? problem
          : problem.recordedIn(refused.facts().get(0).stream());
    }
    if (failure instanceof Failure known) {
      return of(known, where);
    }
    var incident = UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    LOG.error("incident {} in {}", incident, where, failure);
    return new Problem(
        500,
        new Reason(
            "E20.INTERNAL",
            "Lỗi của hệ thống, mã %s. Đã ghi lại. Gửi mã này cho quản trị; xem lại văn bản trước khi làm lại."
                .formatted(incident),
            "something went wrong, incident %s; it was logged; give this to the administrator, and look at the document"
                    .formatted(incident)
                + " before trying again"),
        null,
        incident,
        null,
        Map.of());
  }

  private static Problem of(Failure failure, String where) {
    if (failure instanceof RetryLater) {
      LOG.warn("retry later in {}: {}", where, failure.reason());
      return new Problem(503, failure.reason()).with(RETRY_AFTER, "10");
    }
    if (failure instanceof SetAside) {
      LOG.warn("set aside in {}: {}", where, failure.reason());
      return new Problem(409, failure.reason());
    }
    if (failure instanceof Halt) {
      LOG.error("halt in {}", where, failure);
      return new Problem(503, failure.reason()).with(RETRY_AFTER, "60");
    }
    throw new IllegalStateException("a failure of no kind", failure);
  }

  private static int status(String code) {
    if (code.equals("E13.TOO_LARGE")) {
      return 413;
    }
    for (var family : FAMILIES) {
      if (code.startsWith(family.prefix())) {
        return family.status();
      }
    }
    return 422;
  }

  private record Family(String prefix, int status) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family("E09.", 403),
          new Family("E10.", 409),
          new Family("REGISTER.UNKNOWN_DOCUMENT", 404),
          new Family("ADMIN.UNKNOWN", 404),
          new Family("SIGN.NOT_WHAT_WAS_SHOWN", 409),
          new Family("NUMBER.", 409),
          new Family("ISSUE.", 409),
          new Family("KEY.", 409));

  static Problem noSuchPath() {
    return new Problem(
        404,
        new Reason(
            "HTTP.NO_SUCH_PATH",
            "Không có địa chỉ này. Xem docs/api.md.",
            "there is no such path; see docs/api.md"));
  }

  static Problem noSuchMethod(String allowed) {
    return new Problem(
            405,
            new Reason(
                "HTTP.METHOD",
                "Địa chỉ này chỉ nhận %s. Xem docs/api.md.".formatted(allowed),
                "the path takes only %s; see docs/api.md".formatted(allowed)))
        .with("Allow", allowed);
  }

  static Problem field(String field, String vi, String en) {
    return new Problem(
            400,
            new Reason(
                "HTTP.FIELD",
                "Trường %s chưa đúng: %s.".formatted(Shown.of(field), vi),
                "the field %s is not right: %s".formatted(Shown.of(field), en)))
        .at(Shown.of(field));
  }

  static Problem malformed(String vi, String en) {
    return new Problem(400, new Reason("HTTP.MALFORMED", vi, en));
  }

  /** For what is no HTTP request at all. */
  static Problem unreadable(@Nullable Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Problem(
          414, new Reason("HTTP.URI_TOO_LONG", "Địa chỉ quá dài.", "the address is too long"));
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new Problem(
          431,
          new Reason(
              "HTTP.HEADERS_TOO_LARGE",
              "Các tiêu đề HTTP quá lớn.",
              "the HTTP headers are too large"));
    }
    return malformed("Yêu cầu không phải HTTP đúng.", "the request is not proper HTTP");
  }

  static Problem mediaType(String wanted) {
    return new Problem(
        415,
        new Reason(
            "HTTP.MEDIA_TYPE",
            "Nội dung phải có kiểu %s (tiêu đề Content-Type).".formatted(wanted),
            "the content must be %s (header Content-Type)".formatted(wanted)));
  }

  static Problem tooLarge(long limit) {
    return new Problem(
        413,
        new Reason(
            "HTTP.TOO_LARGE",
            "Nội dung gửi lên lớn hơn %d byte. Giảm dung lượng rồi gửi lại.".formatted(limit),
            "the content is larger than %d bytes; make it smaller".formatted(limit)));
  }

  static Problem tooSlow() {
    return new Problem(
        408,
        new Reason(
            "HTTP.TOO_SLOW",
            "Nội dung gửi lên quá chậm nên đã dừng; chưa có gì được ghi. Gửi lại khi đường truyền tốt hơn.",
            "the content came too slowly and was cut off; nothing was kept; send it again on a better line"));
  }

  static Problem busy() {
    return new Problem(
            503,
            new Reason(
                "HTTP.BUSY",
                "Máy chủ đang bận, chưa nhận yêu cầu này. Gửi lại sau vài giây.",
                "the server is busy and has not taken the request; send it again in a few seconds"))
        .with(RETRY_AFTER, "5");
  }

  static Problem stopping() {
    return new Problem(
            503,
            new Reason(
                "HTTP.STOPPING",
                "Máy chủ đang dừng, không nhận yêu cầu mới. Gửi lại khi máy chủ chạy lại.",
                "the server is stopping and takes no new requests; send it again when it is back"))
        .with(RETRY_AFTER, "30")
        .with("Connection", "close");
  }
}
