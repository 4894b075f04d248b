package vn.congvan.web;

import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A multipart body as it arrives, in order: the event loop puts, one worker takes. When the worker
 * is behind, the client is held back, so that a body of any size needs only a little memory.
 */
final class MultipartStream {
  /** One thing that came in. */
  sealed interface Piece {}

  /** A part that has a file name begins. */
  record FileBegins(String field, String fileName, String mediaType) implements Piece {}

  record Bytes(byte[] content) implements Piece {}

  record FileEnds() implements Piece {}

  /** A part without a file name, whole. */
  record Field(String name, String value) implements Piece {}

  record End() implements Piece {}

  record Broken(Problem why) implements Piece {}

  private static final Pattern FORM_DATA =
      Pattern.compile("(?i)multipart/form-data\\s*;.*boundary=.+");
  // A piece costs more than its bytes, or a client that sends a byte at a time would cost much.
  private static final int PIECE_COST = 256;
  private static final long HIGH_WATER = 512 << 10;
  private static final long LOW_WATER = 128 << 10;

  private final HttpServerRequest request;
  private final Context context;
  private final long patienceMillis;
  private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private final AtomicLong held = new AtomicLong();
  // Only the event loop touches these three.
  private boolean paused;
  private boolean over;
  private long arrived;

  private MultipartStream(HttpServerRequest request, Context context, long patienceMillis) {
    this.request = request;
    this.context = context;
    this.patienceMillis = patienceMillis;
  }

  /**
   * Begins to take in; must be called before the request's handler returns.
   *
   * @param slowest bytes that must come within each patience, while we are not the ones who hold
   *     back
   * @throws Problem when the request has no multipart body
   */
  static MultipartStream open(
      Vertx vertx, HttpServerRequest request, WebSettings.Patience patience, long slowest) {
    if (!FORM_DATA.matcher(text(request.getHeader("Content-Type"))).matches()) {
      throw Problems.mediaType("multipart/form-data; boundary=…");
    }
    var stream =
        new MultipartStream(request, vertx.getOrCreateContext(), patience.request().toMillis());
    try {
      request.setExpectMultipart(true);
    } catch (HttpPostRequestDecoder.ErrorDataDecoderException | IllegalStateException e) {
      throw Problems.mediaType("multipart/form-data; boundary=…");
    }
    request.uploadHandler(stream::fileBegins);
    request.exceptionHandler(stream::broken);
    request.handler(chunk -> stream.arrived += chunk.length());
    request.endHandler(end -> stream.end());
    stream.watch(vertx, slowest);
    return stream;
  }

  /**
   * Waits for the next piece.
   *
   * @throws Problem when the body breaks off, comes too slowly or is no multipart body
   */
  Piece next() throws InterruptedException {
    var piece = pieces.poll(4 * patienceMillis, TimeUnit.MILLISECONDS);
    if (piece == null) {
      throw Problems.tooSlow();
    }
    if (piece instanceof Broken broken) {
      throw broken.why();
    }
    var left = held.addAndGet(-cost(piece));
    if (left < LOW_WATER) {
      context.runOnContext(v -> resume());
    }
    return piece;
  }

  /** Nobody takes any more; what still comes is dropped. Call it on the event loop. */
  void abandon() {
    over = true;
    pieces.clear();
    held.set(0);
    resume();
  }

  private void fileBegins(HttpServerFileUpload file) {
    put(new FileBegins(text(file.name()), text(file.filename()), text(file.contentType())));
    file.handler(chunk -> put(new Bytes(chunk.getBytes())));
    file.endHandler(end -> put(new FileEnds()));
    file.exceptionHandler(this::broken);
  }

  private void end() {
    if (over) {
      return;
    }
    for (var field : request.formAttributes()) {
      put(new Field(field.getKey(), field.getValue()));
    }
    put(new End());
    over = true;
  }

  private void broken(Throwable why) {
    if (over) {
      return;
    }
    put(
        new Broken(
            Problems.malformed(
                "Nội dung multipart/form-data bị hỏng, bị ngắt giữa chừng, hoặc có phần quá lớn. Gửi lại.",
                "the multipart/form-data content is damaged, was cut off, or has a part that is too large; send it again")));
    over = true;
  }

  private void put(Piece piece) {
    if (over) {
      return;
    }
    pieces.add(piece);
    if (held.addAndGet(cost(piece)) > HIGH_WATER && !paused) {
      paused = true;
      request.pause();
    }
  }

  private void resume() {
    if (paused && held.get() < LOW_WATER) {
      paused = false;
      request.resume();
    }
  }

  /** Cuts off a client that sends a byte now and then to hold a place. */
  private void watch(Vertx vertx, long slowest) {
    var before = new long[] {0};
    vertx.setPeriodic(
        patienceMillis,
        timer -> {
          if (over) {
            vertx.cancelTimer(timer);
          } else if (!paused && arrived - before[0] < slowest) {
            put(new Broken(Problems.tooSlow()));
            over = true;
            vertx.cancelTimer(timer);
          }
          before[0] = arrived;
        });
  }

  private static long cost(Piece piece) {
    return piece instanceof Bytes bytes ? bytes.content().length + PIECE_COST : PIECE_COST;
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }
}
