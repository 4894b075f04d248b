package vn.congvan.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a JSON body whole: small, in time, and not nested deeper than anything we ask for. */
final class JsonBody {
  private static final int MAX_DEPTH = 10;
  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(30)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final String JSON = "application/json";

  private final Vertx vertx;
  private final int limit;
  private final long patienceMillis;

  JsonBody(Vertx vertx, int limit, long patienceMillis) {
    this.vertx = vertx;
    this.limit = limit;
    this.patienceMillis = patienceMillis;
  }

  /** Must be called before the request's handler returns, or the first bytes are missed. */
  Future<Buffer> read(HttpServerRequest request) {
    var declared = request.getHeader("Content-Length");
    if (declared != null && tooLong(declared)) {
      return Future.failedFuture(Problems.tooLarge(limit));
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    var promise = Promise.<Buffer>promise();
    var body = Buffer.buffer();
    var timer = vertx.setTimer(patienceMillis, id -> promise.tryFail(Problems.tooSlow()));
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > limit) {
            promise.tryFail(Problems.tooLarge(limit));
          } else if (!promise.future().isComplete()) {
            body.appendBuffer(chunk);
          }
        });
    request.exceptionHandler(promise::tryFail);
    request.endHandler(end -> promise.tryComplete(body));
    return promise
        .future()
        .onComplete(done -> vertx.cancelTimer(timer))
        .map(
            whole -> {
              if (whole.length() > 0 && !isJson(request.getHeader("Content-Type"))) {
                throw Problems.mediaType(JSON);
              }
              check(whole.getBytes());
              return whole;
            });
  }

  /**
   * @throws Problem when it is not JSON we read
   */
  static void check(byte[] text) {
    try (var parser = STRICT.createParser(text)) {
      var depth = 0;
      var values = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        values += depth == 0 ? 1 : 0;
      }
      if (values > 1) {
        throw malformed("", "");
      }
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw at == null
          ? malformed("", "")
          : malformed(
              " (dòng %d, cột %d)".formatted(at.getLineNr(), at.getColumnNr()),
              " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static Problem malformed(String whereVi, String whereEn) {
    return Problems.malformed(
        "Nội dung không phải JSON đúng, lồng quá %d mức hoặc có tên trùng%s."
            .formatted(MAX_DEPTH, whereVi),
        "the content is not proper JSON, nests more than %d deep, or names something twice%s"
            .formatted(MAX_DEPTH, whereEn));
  }

  private boolean tooLong(String declared) {
    try {
      return Long.parseLong(declared) > limit;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    var end = contentType.indexOf(';');
    var type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT).equals(JSON);
  }
}
