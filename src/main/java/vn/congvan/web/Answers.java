package vn.congvan.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Attachment;

/** Writes answers and problems onto responses. */
final class Answers {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String PROBLEM = "application/problem+json; charset=utf-8";

  private final StoredSender stored;

  Answers(StoredSender stored) {
    this.stored = stored;
  }

  /** A problem as RFC 9457 writes it; {@code type} is left out, which means {@code about:blank}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record ProblemView(
      String title,
      int status,
      String detail,
      String code,
      @Nullable String field,
      @Nullable String incident,
      @Nullable String recorded) {}

  /** An answer with its JSON written already, which a worker does. */
  record Ready(Answer answer, byte @Nullable [] json) {
    static Ready of(Answer answer) {
      return new Ready(
          answer, answer.body() instanceof Answer.Json body ? Views.json(body.view()) : null);
    }
  }

  void send(RoutingContext exchange, Ready ready) {
    var response = exchange.response();
    if (response.closed() || response.ended()) {
      return;
    }
    var answer = ready.answer();
    response.setStatusCode(answer.status());
    common(response);
    answer.headers().forEach(response::putHeader);
    var body = answer.body();
    if (body instanceof Answer.Stored file) {
      response.putHeader("Content-Type", file.mediaType());
      response.putHeader("Content-Disposition", disposition(file));
      // Whatever the file holds, a browser must not run it in our name.
      response.putHeader("Content-Security-Policy", "sandbox; default-src 'none'");
      stored.send(exchange, file);
    } else if (body instanceof Answer.Text text) {
      response.putHeader("Content-Type", text.mediaType()).end(text.text());
    } else if (body instanceof Answer.Bytes bytes) {
      response.putHeader("Content-Type", bytes.mediaType()).end(Buffer.buffer(bytes.bytes()));
    } else if (ready.json() != null) {
      response.putHeader("Content-Type", JSON).end(Buffer.buffer(ready.json()));
    } else {
      response.end();
    }
  }

  static void send(HttpServerRequest request, Problem problem) {
    var response = request.response();
    if (response.closed() || response.ended() || response.headWritten()) {
      return;
    }
    var language = Problems.language(request.getHeader("Accept-Language"));
    response.headers().clear();
    common(response);
    problem.headers().forEach(response::putHeader);
    response
        .setStatusCode(problem.status())
        .putHeader("Content-Type", PROBLEM)
        .putHeader("Content-Language", language.name().toLowerCase(Locale.ROOT))
        .end(
            Buffer.buffer(
                Views.json(
                    new ProblemView(
                        Problems.phrase(problem.status(), language),
                        problem.status(),
                        problem.reason().in(language),
                        problem.reason().code(),
                        problem.field(),
                        problem.incident(),
                        problem.recorded()))));
  }

  private static void common(HttpServerResponse response) {
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Cache-Control", "no-store");
  }

  /** RFC 6266: the real name in UTF-8, and one every old client can read. */
  private static String disposition(Answer.Stored file) {
    var how = file.mediaType().equals(Attachment.PDF) ? "inline" : "attachment";
    var plain =
        Normalizer.normalize(
                file.fileName().replace('Đ', 'D').replace('đ', 'd'), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^A-Za-z0-9._ -]", "_");
    return "%s; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(how, plain, encoded(file.fileName()));
  }

  private static String encoded(String name) {
    // Percent-encodes all but unreserved characters, which is what RFC 8187 asks for.
    var query = new QueryStringEncoder("", StandardCharsets.UTF_8);
    query.addParam(name, null);
    return query.toString().substring(1);
  }
}
