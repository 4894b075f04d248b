package vn.congvan.app.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;

/** Every way a step can fail. */
enum Thrower {
  REFUSED {
    @Override
    void fail() {
      throw new Refused(reason());
    }
  },
  RETRY {
    @Override
    void fail() {
      throw new RetryLater(reason());
    }
  },
  /** The cause is of another kind; the outer one counts. */
  RETRY_CAUSED {
    @Override
    void fail() {
      throw new RetryLater(reason(), new SetAside(reason(), new IOException("disk")));
    }
  },
  SET_ASIDE {
    @Override
    void fail() {
      throw new SetAside(reason());
    }
  },
  SET_ASIDE_CAUSED {
    @Override
    void fail() {
      throw new SetAside(reason(), new RetryLater(reason()));
    }
  },
  HALT {
    @Override
    void fail() {
      throw new Halt(reason());
    }
  },
  UNFORESEEN {
    @Override
    void fail() {
      throw new UncheckedIOException("unforeseen", new IOException("cause"));
    }
  },
  ERROR {
    @Override
    void fail() {
      throw new StackOverflowError("deep");
    }
  };

  abstract void fail();

  Reason reason() {
    return new Reason("TEST." + name(), "lý do", "reason");
  }
}
