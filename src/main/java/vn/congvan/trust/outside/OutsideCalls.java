package vn.congvan.trust.outside;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP calls with an end: each has a deadline over all of it, a limit on its answer, and goes only
 * where its rule lets it. Redirects are not followed: where an answer lies is said in full by who
 * wrote the address. Thread-safe.
 */
public final class OutsideCalls {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Calls at once, those that hang in a name server included. */
  private static final int MAX_CALLS = 32;

  private static final int PIECE = 1 << 13;
  private static final long MAX_RETRY_AFTER_SECONDS = 7 * 24 * 3600L;

  private final AddressRule rule;
  private final ThreadPoolExecutor threads;
  private final HttpClient http;

  public OutsideCalls(AddressRule rule) {
    this.rule = rule;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MAX_CALLS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              var thread = new Thread(work, "outside-call");
              thread.setDaemon(true);
              return thread;
            });
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /**
   * @param maxBytes of the answer
   * @param deadline for all of it
   */
  public record Limit(int maxBytes, Duration deadline) {}

  public byte[] get(URI address, Limit limit) throws CallFailed {
    return within(limit, address, null, null);
  }

  /**
   * @param type of the body, as HTTP names it
   */
  public byte[] post(URI address, String type, byte[] body, Limit limit) throws CallFailed {
    return within(limit, address, type, body);
  }

  private byte[] within(Limit limit, URI address, @Nullable String type, byte @Nullable [] body)
      throws CallFailed {
    try {
      var call = threads.submit(() -> call(limit, address, type, body));
      try {
        return call.get(limit.deadline.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        call.cancel(true);
        throw CallFailed.slow(limit.deadline);
      } catch (InterruptedException e) {
        call.cancel(true);
        Thread.currentThread().interrupt();
        throw CallFailed.unreachable("the call was broken off", e);
      }
    } catch (RejectedExecutionException e) {
      throw CallFailed.unreachable("too many calls are under way", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CallFailed failed) {
        throw failed;
      }
      if (e.getCause() instanceof HttpTimeoutException) {
        throw CallFailed.slow(limit.deadline);
      }
      throw CallFailed.unreachable("no connection (%s)".formatted(e.getCause()), e);
    }
  }

  private byte[] call(Limit limit, URI address, @Nullable String type, byte @Nullable [] body)
      throws CallFailed, IOException, InterruptedException {
    rule.check(address);
    HttpRequest request;
    try {
      var builder = HttpRequest.newBuilder(address).timeout(limit.deadline);
      if (type != null && body != null) {
        builder.header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
      }
      request = builder.build();
    } catch (IllegalArgumentException e) {
      throw CallFailed.forbidden("the address cannot be called");
    }
    var answer = http.send(request, BodyHandlers.ofInputStream());
    try (var in = answer.body()) {
      if (answer.statusCode() != 200) {
        throw CallFailed.refused(answer.statusCode(), retryAfter(answer));
      }
      return read(in, limit.maxBytes);
    }
  }

  private static byte[] read(InputStream in, int max) throws IOException, CallFailed {
    var out = new ByteArrayOutputStream();
    var piece = new byte[PIECE];
    for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
      if (out.size() + read > max) {
        throw CallFailed.tooLarge(max);
      }
      out.write(piece, 0, read);
    }
    return out.toByteArray();
  }

  /** In seconds; the form with a date is rare and not read. */
  private static @Nullable Duration retryAfter(HttpResponse<?> answer) {
    var value = answer.headers().firstValue("Retry-After").orElse("");
    if (value.isEmpty()
        || value.length() > 9
        || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    return Duration.ofSeconds(Math.min(MAX_RETRY_AFTER_SECONDS, Long.parseLong(value)));
  }
}
