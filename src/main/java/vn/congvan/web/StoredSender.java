package vn.congvan.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.content.ContentStore;

/**
 * Streams kept bytes to a client, a piece at a time, as fast as the client reads. The store
 * re-hashes what it reads and tells only at the end whether the bytes are what was kept; so each
 * piece is held until the next one has been read, and of damaged bytes the last piece is never
 * sent: the client sees a broken transfer, not a wrong document.
 */
final class StoredSender {
  private static final Logger LOG = LoggerFactory.getLogger(StoredSender.class);
  private static final int PIECE = 64 << 10;

  private final Vertx vertx;
  private final ContentStore content;
  private final Workers disk;
  private final long patienceMillis;

  StoredSender(Vertx vertx, ContentStore content, Workers disk, long patienceMillis) {
    this.vertx = vertx;
    this.content = content;
    this.disk = disk;
    this.patienceMillis = patienceMillis;
  }

  /** What is open and how long it is. */
  private record Opened(InputStream in, long size, byte[] first) {}

  /** Sends the body and ends the response; headers that are known are set already. */
  void send(RoutingContext exchange, Answer.Stored stored) {
    var context = vertx.getOrCreateContext();
    disk.run(context, () -> open(stored))
        .onSuccess(
            opened -> {
              var response = exchange.response();
              response.putHeader("Content-Length", Long.toString(opened.size()));
              new Transfer(exchange, context, opened.in()).send(opened.first());
            })
        .onFailure(exchange::fail);
  }

  private Opened open(Answer.Stored stored) throws IOException {
    var size = content.size(stored.content());
    var in = content.open(stored.content());
    try {
      return new Opened(in, size, in.readNBytes(PIECE));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** One body on its way; everything but the reading happens on the event loop. */
  private final class Transfer {
    private final RoutingContext exchange;
    private final Context context;
    private final InputStream in;
    private boolean gone;

    Transfer(RoutingContext exchange, Context context, InputStream in) {
      this.exchange = exchange;
      this.context = context;
      this.in = in;
      exchange.addEndHandler(ended -> close());
    }

    /**
     * @param held read already, and not sent before the next piece is read too
     */
    void send(byte[] held) {
      if (gone) {
        return;
      }
      disk.run(context, () -> held.length < PIECE ? end() : in.readNBytes(PIECE))
          .onSuccess(next -> pass(held, next))
          .onFailure(this::broken);
    }

    private byte @Nullable [] end() throws IOException {
      // Reading to the very end is what makes the store compare the hash.
      if (in.read() >= 0) {
        throw new IOException("longer than it was");
      }
      return null;
    }

    private void pass(byte[] held, byte @Nullable [] next) {
      if (gone) {
        return;
      }
      var response = exchange.response();
      if (next == null) {
        response.end(Buffer.buffer(held));
        return;
      }
      response.write(Buffer.buffer(held));
      if (!response.writeQueueFull()) {
        send(next);
        return;
      }
      var impatience =
          vertx.setTimer(patienceMillis, timer -> exchange.request().connection().close());
      response.drainHandler(
          drained -> {
            vertx.cancelTimer(impatience);
            response.drainHandler(null);
            send(next);
          });
    }

    private void broken(Throwable why) {
      if (gone) {
        return;
      }
      LOG.error("a file could not be sent to its end", why);
      exchange.request().connection().close();
    }

    private void close() {
      gone = true;
      Callable<Void> closing =
          () -> {
            in.close();
            return null;
          };
      disk.run(context, closing);
    }
  }
}
