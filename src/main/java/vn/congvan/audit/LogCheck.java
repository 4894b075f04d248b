package vn.congvan.audit;

import java.nio.file.Path;
import java.util.List;
import vn.congvan.store.Database;

/**
 * Rebuilds the whole log from the stored bytes and holds it against its checkpoints, guard and
 * proofs.
 *
 * <p>Believes nothing that is stored but the folder's public keys and guard. It can run while the
 * log grows: what comes in meanwhile is left to the next run. Memory: 72 bytes a stream, a bit an
 * entry, and a few tiles.
 */
public final class LogCheck {
  private final Database database;
  private final String origin;
  private final LogFolder folder;

  /**
   * @param origin the name of the installation's first log
   * @param folder of the guard and the log's public keys
   */
  public LogCheck(Database database, String origin, Path folder) {
    this.database = database;
    this.origin = origin;
    this.folder = new LogFolder(folder);
  }

  /**
   * What was found. Entries that have no index yet were checked along their streams and are no
   * problem; {@link LogKeeper#lag} counts them.
   *
   * @param entries indexed, in all logs of the installation
   * @param root base64 of the current log's root at its size
   * @param checkpointSize the current log's last checkpoint's size
   * @param proofs how many inclusion and consistency proofs were made and hold
   * @param problems what is wrong, each a stable code, then words in Vietnamese and in English;
   *     empty when everything holds
   */
  public record Result(
      long entries,
      String root,
      long checkpointSize,
      long streams,
      long proofs,
      List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }

    public boolean holds() {
      return problems.isEmpty();
    }
  }

  public Result run() {
    return database.read(sql -> new LogChecking(sql, origin, folder).run());
  }
}
