package vn.congvan.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A PostgreSQL server of our own: a sibling process that tests may kill; ends with this JVM. */
public final class OwnPostgres {
  private final Path data = Files.createTempDirectory("congvan-postgresql");
  private EmbeddedPostgres server = durable().start();

  public OwnPostgres() throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
  }

  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Kills the server and everything it started, at once. */
  public void kill() throws IOException {
    var pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    var postmaster = ProcessHandle.of(pid).orElseThrow();
    var children = postmaster.children().toList();
    postmaster.destroyForcibly();
    Together.until(
        "the server and its children are gone",
        () -> !postmaster.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Starts the killed server again, on the same data and port. */
  public void startAgain() throws IOException {
    var port = server.getPort();
    server.close();
    server = durable().setPort(port).start();
  }

  /** As the product demands it: the embedded server's own defaults do not sync. */
  private EmbeddedPostgres.Builder durable() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "200");
  }

  private void end() {
    try {
      server.close();
      try (var files = Files.walk(data)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("couldn't clean up after PostgreSQL in " + data, e);
    }
  }
}
