package vn.congvan.signing.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * A session, used by one thread at a time, and the native memory its signatures use: setting memory
 * aside takes a lock that all threads of the process share.
 */
final class Session {
  private static final int USUAL_INPUT = 1 << 12;

  private final long handle;
  private final Memory own = new Memory(Cryptoki.SIGNING_ROOM + USUAL_INPUT);

  Session(long handle) {
    this.handle = handle;
  }

  long handle() {
    return handle;
  }

  /** Room for one signature; the session's own, but for input longer than any we sign. */
  Room room(int input) {
    return input <= USUAL_INPUT
        ? new Room(own, false)
        : new Room(new Memory((long) Cryptoki.SIGNING_ROOM + input), true);
  }

  /** Gives back its native memory. */
  void release() {
    own.close();
  }

  /** Native memory for one call. */
  record Room(Memory memory, boolean once) implements AutoCloseable {
    Pointer at(long offset, long length) {
      return memory.share(offset, length);
    }

    @Override
    public void close() {
      if (once) {
        memory.close();
      }
    }
  }
}
