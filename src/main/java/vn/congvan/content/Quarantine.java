package vn.congvan.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import vn.congvan.document.Upload;

/**
 * Files being written or judged, on the file system of the store so that keeping one is a rename.
 */
final class Quarantine {
  /** Longer than any upload or judgement takes; several nodes may be at work in the folder. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private final Path folder;

  /** Deletes what nodes that were killed have left. */
  Quarantine(Path folder, Clock clock) throws IOException {
    this.folder = folder;
    Durable.makeOnly(folder);
    var before = clock.instant().minus(FORGOTTEN);
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (writtenAt(file).isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Instant writtenAt(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException e) {
      // Another node has just taken it out.
      return Instant.MAX;
    }
  }

  HashingFile create() throws IOException {
    return HashingFile.create(folder.resolve(UUID.randomUUID().toString()));
  }

  Path path(Upload upload) {
    var id = upload.quarantineId();
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("no upload has such an id");
    }
    return folder.resolve(id);
  }
}
