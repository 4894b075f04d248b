package vn.congvan.signing.pkcs11;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Sessions with one token, each used by one thread at a time, as the standard demands, and kept for
 * the next. A token that allows few has its callers wait for one.
 */
final class Sessions {
  private static final int MOST = 16;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Cryptoki library;
  private final long slot;
  private final ArrayDeque<Session> idle = new ArrayDeque<>();
  private int open;
  private int most = MOST;
  private boolean closed;

  Sessions(Cryptoki library, long slot) {
    this.library = library;
    this.slot = slot;
  }

  synchronized Session take() throws CryptokiException {
    var until = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      if (closed) {
        throw new CryptokiException("C_OpenSession", Ck.CKR_SESSION_CLOSED);
      }
      if (!idle.isEmpty()) {
        return idle.removeLast();
      }
      if (open < most) {
        try {
          var session = new Session(library.openSession(slot));
          open++;
          return session;
        } catch (CryptokiException e) {
          if (e.code() != Ck.CKR_SESSION_COUNT || open == 0) {
            throw e;
          }
          most = open;
        }
      }
      await(until);
    }
  }

  synchronized void give(Session session) {
    if (closed) {
      close(session);
    } else {
      idle.addLast(session);
    }
    notify();
  }

  /** For a session that failed: what state it is in nobody knows. */
  synchronized void drop(Session session) {
    close(session);
    open--;
    notifyAll();
  }

  /** Those in use are closed when they are given back. */
  synchronized void close() {
    closed = true;
    idle.forEach(this::close);
    idle.clear();
    notifyAll();
  }

  private void close(Session session) {
    library.closeSession(session.handle());
    session.release();
  }

  private void await(long until) throws CryptokiException {
    var left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    if (left <= 0) {
      throw new CryptokiException("C_OpenSession", Ck.CKR_SESSION_COUNT);
    }
    try {
      wait(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CryptokiException("C_OpenSession", Ck.CKR_SESSION_COUNT);
    }
  }
}
