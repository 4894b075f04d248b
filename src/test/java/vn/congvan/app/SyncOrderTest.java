package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import vn.congvan.app.demo.Lab;
import vn.congvan.testing.ChildJvm;
import vn.congvan.testing.Tool;

/**
 * What a page cache hides from every test that only kills: a whole node's system calls are traced
 * while one document goes all the way. A file is named by its hash, so that the trace itself shows
 * where the database and the broker begin to depend on it.
 */
class SyncOrderTest {
  private static final Pattern STORED = Pattern.compile("file ([0-9a-f]{64})");
  private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
  private static final Pattern RENAME = Pattern.compile("rename\\w*\\([^\"]*\"([^\"]+)\".*");

  @TempDir(factory = InMemory.class)
  Path temp;

  /** Where a sync costs nothing: only the order of the calls is looked at. */
  static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.isWritable(MEMORY)
          ? Files.createTempDirectory(MEMORY, "congvan-")
          : Files.createTempDirectory("congvan-");
    }
  }

  /**
   * A system call.
   *
   * @param begin the line of the trace where it begins; what it writes may be seen from there on
   * @param end the line where it has returned; what it synced is safe from there on
   */
  private record Call(int begin, int end, String text) {
    boolean isSyncOf(Path file) {
      return (text.startsWith("fsync(") || text.startsWith("fdatasync("))
          && text.contains("<" + file + ">");
    }

    boolean writes(String what, String into) {
      return text.contains("write") && text.contains(into) && text.contains(what);
    }
  }

  @Test
  void aFileIsOnTheDiskBeforeACommitNamesItAndTheCommitBeforeTheBrokerTellsOfIt() throws Exception {
    var data = Files.createDirectory(temp.toRealPath().resolve("data"));
    Lab.make(data);
    // The broker fills its journal's files with zeros once; that would be most of the trace.
    Lab.start(data, OneDocumentInAProcess.SETTINGS).close();
    var trace = temp.resolve("trace");

    var outcome =
        ChildJvm.under(
                List.of(
                    Tool.require("strace").toString(),
                    "-f",
                    "-y",
                    "-qq",
                    "--seccomp-bpf",
                    "-s",
                    "9000",
                    "-e",
                    "trace=fsync,fdatasync,write,pwrite64,writev,pwritev,rename,renameat,renameat2",
                    "-o",
                    trace.toString()))
            .run(OneDocumentInAProcess.class, data);

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    var files = STORED.matcher(outcome.output()).results().map(found -> found.group(1)).toList();
    // As it was handed in, made ready, signed, sealed.
    assertThat(files).hasSize(4).doesNotHaveDuplicates();
    var calls = calls(trace);
    for (var file : files) {
      holds(calls, data, file);
    }
  }

  private static void holds(List<Call> calls, Path data, String file) {
    var shelf = data.resolve("content").resolve(file.substring(0, 2));
    var log = data.resolve("db").resolve("congvan.db-wal");
    var named =
        first(calls, c -> c.text.startsWith("rename") && c.text.contains(shelf + "/" + file));
    var source = RENAME.matcher(named.text);
    assertThat(source.matches()).as(named.text).isTrue();
    var fresh = Path.of(source.group(1));

    var bytes = last(calls, c -> c.end < named.begin && c.writes("", "<" + fresh + ">"));
    var bytesSafe = first(calls, c -> c.begin > bytes.end && c.isSyncOf(fresh));
    var nameSafe = first(calls, c -> c.begin > named.end && c.isSyncOf(shelf));
    var committed = first(calls, c -> c.writes(file, "<" + log + ">"));
    var commitSafe = first(calls, c -> c.begin > committed.end && c.isSyncOf(log));
    var told = first(calls, c -> c.writes(file, "<" + data.resolve("broker") + "/"));

    assertThat(bytesSafe.end).as("bytes of %s before their name", file).isLessThan(named.begin);
    assertThat(nameSafe.end).as("name of %s before the commit", file).isLessThan(committed.begin);
    assertThat(commitSafe.end).as("commit of %s before the broker", file).isLessThan(told.begin);
  }

  private static Call first(List<Call> calls, Predicate<Call> what) {
    return calls.stream().filter(what).findFirst().orElseThrow();
  }

  private static Call last(List<Call> calls, Predicate<Call> what) {
    return calls.stream().filter(what).reduce((earlier, later) -> later).orElseThrow();
  }

  /** In the order they began; those that failed are left out. */
  private static List<Call> calls(Path trace) throws IOException {
    var calls = new ArrayList<Call>();
    var unfinished = new HashMap<String, Map.Entry<Integer, String>>();
    var number = 0;
    try (var lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        var parts = LINE.matcher(line);
        if (!parts.matches()) {
          continue;
        }
        var text = parts.group(2);
        if (text.endsWith("<unfinished ...>")) {
          unfinished.put(parts.group(1), Map.entry(number, text));
        } else if (text.startsWith("<... ")) {
          var began = unfinished.remove(parts.group(1));
          if (began != null && !text.contains(" = -1")) {
            calls.add(new Call(began.getKey(), number, began.getValue()));
          }
        } else if (!text.contains(" = -1 ")) {
          calls.add(new Call(number, number, text));
        }
      }
    }
    calls.sort(Comparator.comparingInt(Call::begin));
    return calls;
  }
}
