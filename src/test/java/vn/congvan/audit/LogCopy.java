package vn.congvan.audit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vn.congvan.audit.merkle.TileId;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;

/** All files of a published log, in memory, where a test can change them. */
final class LogCopy implements LogFiles {
  final SortedMap<String, byte[]> files = new TreeMap<>();

  LogCopy(Map<String, byte[]> files) {
    this.files.putAll(files);
  }

  static LogCopy of(PublishedLog log) throws NoteRefused {
    var copy = new LogCopy(Map.of());
    var note = log.checkpoint().orElseThrow();
    copy.files.put("checkpoint", note.getBytes(StandardCharsets.UTF_8));
    var size = Checkpoint.parse(SignedNote.parse(note).text()).size();
    for (int level = 0; new TileId(level, 0).width(size) > 0; level++) {
      for (long index = 0; ; index++) {
        var id = new TileId(level, index);
        var width = id.width(size);
        if (width == 0) {
          break;
        }
        copy.files.put(id.path(width), log.tile(id, width).orElseThrow());
        if (level == 0) {
          copy.files.put(id.entriesPath(width), log.entries(index, width).orElseThrow());
        }
      }
    }
    return copy;
  }

  LogCopy with(String path, byte[] content) {
    var changed = new LogCopy(files);
    changed.files.put(path, content);
    return changed;
  }

  LogCopy without(String path) {
    var changed = new LogCopy(files);
    changed.files.remove(path);
    return changed;
  }

  @Override
  public Optional<byte[]> read(String path, int most) {
    return Optional.ofNullable(files.get(path)).filter(content -> content.length <= most);
  }
}
