package vn.congvan.content;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import vn.congvan.document.ContentHash;

/** Where kept files lie: 256 folders by the first byte of the hash, each made when it is needed. */
final class Shelves {
  private static final int REMEMBERED = 10_000;
  private static final Pattern SHELF = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern FILE = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final Clock clock;

  /**
   * The files whose place this node knows to be durable, by the file system's own identity of the
   * file (device and inode), so that a file somebody put in its stead is not taken for it.
   */
  private final Map<ContentHash, Object> durable =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ContentHash, Object> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** The shelves that this node knows to be durable in {@code folder}. */
  private final Set<Path> durableShelves = ConcurrentHashMap.newKeySet();

  /** {@code folder} is there, and the caller syncs it afterwards. */
  Shelves(Path folder, Clock clock) throws IOException {
    this.folder = folder;
    this.clock = clock;
    durableShelves.addAll(shelves());
  }

  private List<Path> shelves() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(f -> SHELF.matcher(f.getFileName().toString()).matches()).toList();
    }
  }

  private Path shelf(ContentHash content) {
    return folder.resolve(content.hex().substring(0, 2));
  }

  Path path(ContentHash content) {
    return shelf(content).resolve(content.hex());
  }

  /**
   * Whether these bytes are here, durably; their file is then as young as if it were written now,
   * so that no collector takes it. A file of another size is what a failing disk or a careless hand
   * left of it, and does not count.
   */
  boolean holds(ContentHash content, long size) throws IOException {
    var file = path(content);
    BasicFileAttributes found;
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      found = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return false;
    }
    if (found.size() != size) {
      return false;
    }
    // Another thread, another node, or a node that was killed may have renamed the file to its
    // place and not have synced the folder yet. Its word is not ours to give before that is done.
    if (found.fileKey() == null || !found.fileKey().equals(durable.get(content))) {
      settle(file, content);
    }
    return true;
  }

  /** Moves a synced file to its place, over whatever lies there. */
  void place(Path synced, ContentHash content) throws IOException {
    makeDurable(shelf(content));
    Files.move(synced, path(content), StandardCopyOption.ATOMIC_MOVE);
    settle(path(content), content);
  }

  private void settle(Path file, ContentHash content) throws IOException {
    makeDurable(shelf(content));
    // The identity is read before the sync: what is remembered was in its place when it was synced.
    var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    Durable.sync(shelf(content));
    if (key != null) {
      durable.put(content, key);
    }
  }

  private void makeDurable(Path shelf) throws IOException {
    if (!durableShelves.contains(shelf)) {
      Durable.makeOnly(shelf);
      Durable.sync(folder);
      durableShelves.add(shelf);
    }
  }

  void forEach(Consumer<ContentHash> each) throws IOException {
    for (var shelf : shelves()) {
      try (var files = Files.newDirectoryStream(shelf)) {
        for (var file : files) {
          var name = file.getFileName().toString();
          if (FILE.matcher(name).matches()) {
            each.accept(new ContentHash(name));
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
  }
}
