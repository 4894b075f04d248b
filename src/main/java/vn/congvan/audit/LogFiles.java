package vn.congvan.audit;

import java.util.Optional;

/** The files of a log as C2SP tlog-tiles lays them out, wherever they are. Not trusted. */
@FunctionalInterface
public interface LogFiles {
  /**
   * A file's content; empty where there is none.
   *
   * @param path below the log's prefix, for example {@code tile/0/000}
   * @param most how many bytes it may have
   * @throws vn.congvan.document.Failure when it cannot be fetched, or is longer
   */
  Optional<byte[]> read(String path, int most);
}
