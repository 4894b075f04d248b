package vn.congvan.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.ChildJvm;
import vn.congvan.testing.Tool;

/** What a page cache hides from every other test: that bytes and names reached the disk. */
class DurabilityTest {
  private static final int CONTENTS = 12;
  private static final String CALLS = "fsync,fdatasync,rename,renameat,renameat2,write,mkdir";

  @TempDir Path temp;
  private Path folder;
  private Path notes;

  @BeforeEach
  void folders() throws Exception {
    // As the kernel will name them in the trace.
    folder = temp.toRealPath().resolve("content");
    notes = temp.toRealPath().resolve("notes");
  }

  @Test
  void everyFileAndItsFolderAreSyncedBeforeACallReturns() throws Exception {
    var trace = run("first");

    var disk = new Disk(folder, notes);
    disk.replay(trace);

    assertThat(disk.notDurable).isEmpty();
    assertThat(disk.returned).hasSize(CONTENTS * 3);
    assertThat(Set.copyOf(disk.returned)).hasSize(CONTENTS);
    assertThat(disk.foldersMade).contains(folder, folder.resolve("quarantine"));
    assertThat(disk.foldersNotDurable).isEmpty();
  }

  /**
   * The node before may have been killed between a rename and the sync of its folder. What is found
   * in its place is therefore not believed to be durable.
   */
  @Test
  void whatAnotherProcessPutThereIsSyncedBeforeItIsReported() throws Exception {
    run("first");
    Files.delete(notes);
    var trace = run("second");

    var disk = new Disk(folder, notes);
    try (var before = Files.walk(folder)) {
      before.forEach(disk::wasThereBefore);
    }
    disk.replay(trace);

    assertThat(disk.renames).isZero();
    assertThat(disk.notDurable).isEmpty();
    assertThat(disk.returned).hasSize(CONTENTS * 3);
    // Once is enough for all that this process knows.
    assertThat(disk.folderSyncs).isLessThan(3 * CONTENTS);
  }

  @Test
  void aSyncThatFailsIsTriedAgainAndLeavesNothingHalfDone() throws Exception {
    for (var error : List.of("EIO", "ENOSPC")) {
      // The first syncs are the folders' at the start; from then on every third one of a thread.
      var outcome =
          ChildJvm.under(
                  List.of(
                      Tool.require("strace").toString(),
                      "-f",
                      "-qq",
                      "-o",
                      temp.resolve("trace-" + error).toString(),
                      "-e",
                      "trace=fsync",
                      "-e",
                      "inject=fsync:error=" + error + ":when=4+3"))
              .run(StoreInAProcess.class, folder, notes, CONTENTS);

      var lines = Files.readAllLines(notes);
      assertThat(outcome.exit()).as(outcome.output()).isZero();
      assertThat(lines)
          .contains(error.equals("EIO") ? "failed CONTENT.IO" : "failed CONTENT.DISK_FULL");
      assertThat(lines.stream().filter(line -> line.startsWith("returned"))).hasSize(CONTENTS * 3);
      try (var quarantine = Files.list(folder.resolve("quarantine"))) {
        assertThat(quarantine).isEmpty();
      }
      var checked = new ArrayList<ContentStore.Checked>();
      new ContentStore(folder, Clock.systemUTC()).check(checked::add);
      assertThat(checked).hasSize(CONTENTS).allMatch(ContentStore.Checked::intact);
      Files.delete(notes);
      folder = temp.toRealPath().resolve("content-" + error);
    }
  }

  private List<String> run(String name) throws Exception {
    var trace = temp.resolve(name);
    var outcome =
        ChildJvm.under(
                List.of(
                    Tool.require("strace").toString(),
                    "-f",
                    "-y",
                    "-qq",
                    "-s",
                    "200",
                    "-o",
                    trace.toString(),
                    "-e",
                    "trace=" + CALLS))
            .run(StoreInAProcess.class, folder, notes, CONTENTS);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return Files.readAllLines(trace);
  }

  /**
   * A disk that keeps a file's bytes only when the file was synced after they were written, and a
   * name only when its folder was synced after it was made.
   */
  private static final class Disk {
    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
    private static final Pattern ON_FILE = Pattern.compile("(\\w+)\\(\\d+<([^>]+)>(.*)");
    private static final Pattern RENAME =
        Pattern.compile("rename\\w*\\((?:[^\"]*)\"([^\"]+)\",[^\"]*\"([^\"]+)\".*");
    private static final Pattern MKDIR = Pattern.compile("mkdir\\(\"([^\"]+)\".*");
    private static final Pattern NOTE = Pattern.compile(".*\"returned ([0-9a-f]{64}).*");

    private final Path folder;
    private final Path notes;
    private final Map<String, String> unfinished = new HashMap<>();
    private final Set<Path> written = new HashSet<>();
    private final Map<Path, Boolean> placed = new HashMap<>();
    final Set<Path> foldersMade = new HashSet<>();
    final Set<Path> foldersNotDurable = new HashSet<>();
    final List<String> returned = new ArrayList<>();
    final List<String> notDurable = new ArrayList<>();
    int renames;
    int folderSyncs;

    Disk(Path folder, Path notes) {
      this.folder = folder;
      this.notes = notes;
    }

    /** Its bytes are on the disk, but perhaps not its name. */
    void wasThereBefore(Path path) {
      if (Files.isDirectory(path)) {
        foldersNotDurable.add(path);
      } else {
        placed.put(path, false);
      }
    }

    void replay(List<String> trace) {
      for (var line : trace) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
          continue;
        }
        var process = matcher.group(1);
        var call = matcher.group(2);
        if (call.endsWith("<unfinished ...>")) {
          // What it notes it has done before; what it does takes effect when it ends.
          note(call);
          unfinished.put(process, call);
        } else if (call.startsWith("<... ")) {
          if (call.endsWith("= 0") || !call.contains("= -")) {
            effect(unfinished.remove(process));
          }
        } else if (!call.contains("= -1")) {
          note(call);
          effect(call);
        }
      }
    }

    private void note(String call) {
      var on = ON_FILE.matcher(call);
      var said = NOTE.matcher(call);
      if (on.matches() && Path.of(on.group(2)).equals(notes) && said.matches()) {
        var hex = said.group(1);
        returned.add(hex);
        if (!placed.getOrDefault(folder.resolve(hex.substring(0, 2)).resolve(hex), false)) {
          notDurable.add(hex);
        }
        foldersNotDurable.forEach(made -> notDurable.add(made.toString()));
      }
    }

    private void effect(String call) {
      var rename = RENAME.matcher(call);
      var mkdir = MKDIR.matcher(call);
      var on = ON_FILE.matcher(call);
      if (rename.matches()) {
        renames++;
        if (written.contains(Path.of(rename.group(1)))) {
          notDurable.add("bytes of " + rename.group(2));
        }
        // Over a name that is durable already, either file is there after a power cut.
        placed.putIfAbsent(Path.of(rename.group(2)), false);
      } else if (mkdir.matches()) {
        foldersMade.add(Path.of(mkdir.group(1)));
        foldersNotDurable.add(Path.of(mkdir.group(1)));
      } else if (on.matches() && Path.of(on.group(2)).startsWith(folder.getParent())) {
        var path = Path.of(on.group(2));
        if (on.group(1).equals("write")) {
          written.add(path);
        } else {
          synced(path);
        }
      }
    }

    private void synced(Path path) {
      written.remove(path);
      folderSyncs += Files.isDirectory(path) ? 1 : 0;
      foldersNotDurable.removeIf(made -> path.equals(made.getParent()));
      placed.replaceAll((file, durable) -> durable || path.equals(file.getParent()));
    }
  }
}
