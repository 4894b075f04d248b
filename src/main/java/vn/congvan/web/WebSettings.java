package vn.congvan.web;

import java.time.Duration;

/**
 * How the HTTP server listens and how much it takes.
 *
 * @param host {@code http.host}; an address of this machine
 * @param port {@code http.port}; 0 takes any free one
 */
public record WebSettings(
    String host, int port, Limits limits, Capacity capacity, Patience patience) {

  public static final WebSettings DEFAULT =
      new WebSettings("127.0.0.1", 8080, Limits.DEFAULT, Capacity.DEFAULT, Patience.DEFAULT);

  public WebSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("http.port must be 0 to 65535, not " + port);
    }
  }

  /**
   * How much one request may bring.
   *
   * @param file bytes of the largest file of a submission
   * @param upload bytes of the largest submission, all its files together
   * @param attachments files beside the main PDF
   * @param body bytes of the largest JSON body
   * @param headers bytes of the headers, and of the request line
   * @param approval documents signed with one request; as many are signed at a time
   */
  public record Limits(
      long file, long upload, int attachments, int body, int headers, int approval) {
    public static final Limits DEFAULT =
        new Limits(50L << 20, 500L << 20, 100, 256 << 10, 16 << 10, 100);

    public Limits {
      if (file < 1
          || upload < file
          || attachments < 0
          || body < 1
          || headers < 256
          || approval < 1) {
        throw new IllegalArgumentException("an HTTP limit is below its smallest value");
      }
    }
  }

  /**
   * How much is done at a time. What is more is answered 503 at once, so that nobody waits in a
   * line that only grows.
   *
   * @param connections open connections; more are closed at once
   * @param workers threads for requests that touch the database or the journey
   * @param waiting requests that may wait for a worker
   * @param uploads submissions coming in; as many more may wait
   */
  public record Capacity(int connections, int workers, int waiting, int uploads) {
    public static final Capacity DEFAULT = new Capacity(1_000, 16, 64, 16);

    public Capacity {
      if (connections < 1 || workers < 1 || waiting < 1 || uploads < 1) {
        throw new IllegalArgumentException("every capacity of the HTTP server is at least 1");
      }
    }
  }

  /**
   * How long slow clients are waited for.
   *
   * @param request for the headers of a connection's first request, for a JSON body, and for a
   *     client that does not read what it asked for
   * @param keepAlive from the end of an answer to the end of the next request's headers
   * @param uploadBytes what an upload must bring within each {@code request}
   * @param stopping for requests in flight when the server stops
   */
  public record Patience(
      Duration request, Duration keepAlive, long uploadBytes, Duration stopping) {
    public static final Patience DEFAULT =
        new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(75), 20L << 10, Duration.ofSeconds(30));

    public Patience {
      if (request.toMillis() < 1 || keepAlive.toMillis() < 1 || stopping.isNegative()) {
        throw new IllegalArgumentException("the HTTP server must wait at least a moment");
      }
    }
  }
}
