package vn.congvan.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import vn.congvan.audit.OfflineFindings.Ended;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.Tile;
import vn.congvan.audit.merkle.TileId;
import vn.congvan.audit.merkle.TiledTree;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.audit.note.VerifierKey;

/**
 * Rebuilds a log from its files with nothing but its key: signature, every entry, every stream,
 * every tile, the root. They can come from anybody.
 *
 * <p>Memory: some 150 bytes a stream, a few tiles, one bundle of entries.
 */
public final class LogFilesCheck {
  private static final int MAX_NOTE = 256 << 10;
  // Days of fetching; whoever says that he has more is not to be believed for want of trying.
  private static final long MAX_SIZE = 1_000_000_000;

  private final LogFiles files;
  private final Collection<VerifierKey> keys;
  private final OfflineFindings findings = new OfflineFindings();
  private final TiledTree tree = new TiledTree();
  private final TreeHasher hasher = new TreeHasher();
  private final Map<StreamName, Last> streams = new HashMap<>();

  // The last tile of each level, as wide as it has become.
  private final Map<Integer, Tile> growing = new HashMap<>();

  private record Last(long seq, Hash leaf) {}

  public LogFilesCheck(LogFiles files, Collection<VerifierKey> keys) {
    this.files = files;
    this.keys = List.copyOf(keys);
  }

  /**
   * @throws vn.congvan.document.Failure when something cannot be fetched
   */
  public OfflineVerdict run() {
    try {
      check();
      return findings.verdict();
    } catch (Ended ended) {
      return findings.verdict(ended);
    }
  }

  private void check() throws Ended {
    var signed = checkpoint();
    if (signed.size() > MAX_SIZE) {
      throw OfflineFindings.unreadable(
          "TOO_LONG", "Nhật ký quá dài để dựng lại ở đây", "longer than " + MAX_SIZE + " entries");
    }
    for (long start = 0; start < signed.size(); start += TileId.WIDTH) {
      var id = new TileId(0, start / TileId.WIDTH);
      for (var entry : entries(id, id.width(signed.size()))) {
        check(entry, signed);
        tree.append(hasher.leaf(entry));
      }
      compareWholeTiles();
    }
    for (var tile : growing.values()) {
      compare(tile);
    }
    if (!tree.root().equals(signed.root())) {
      findings.problem(Problem.CHECKPOINT_ROOT, signed.size(), signed.origin());
      return;
    }
    findings.holds(
        "REBUILT",
        "dựng lại cây từ %d mục ra đúng gốc đã ký %s".formatted(signed.size(), signed.root()),
        "%d entries lead to the signed root %s".formatted(signed.size(), signed.root()));
    findings.holds(
        "STREAMS",
        "%d chuỗi liền nhau, không thiếu mục nào ở giữa".formatted(streams.size()),
        "%d streams without a gap".formatted(streams.size()));
  }

  private Checkpoint checkpoint() throws Ended {
    var bytes =
        files
            .read("checkpoint", MAX_NOTE)
            .orElseThrow(
                () ->
                    OfflineFindings.unreadable(
                        "NO_CHECKPOINT", "Không có nhật ký ở đây", "there is no checkpoint here"));
    try {
      var note = SignedNote.parse(bytes);
      return findings.signed(note, Checkpoint.parse(note.text()), keys);
    } catch (NoteRefused e) {
      throw OfflineFindings.unreadable(
          "CHECKPOINT_UNREADABLE", "Tệp checkpoint không đúng dạng", e.getMessage());
    }
  }

  /** A log that has grown since need only keep the whole tile. */
  private byte[] file(String narrow, String whole, int most, int wholeMost) throws Ended {
    var found = files.read(narrow, most);
    if (found.isEmpty() && !narrow.equals(whole)) {
      found = files.read(whole, wholeMost);
    }
    return found.orElseThrow(() -> OfflineFindings.broken(Problem.FILE_MISSING, narrow));
  }

  private List<byte[]> entries(TileId id, int width) throws Ended {
    var each = Short.BYTES + Entry.MAX_BYTES;
    var bundle =
        ByteBuffer.wrap(
            file(
                id.entriesPath(width),
                id.entriesPath(TileId.WIDTH),
                width * each,
                TileId.WIDTH * each));
    var entries = new ArrayList<byte[]>();
    while (bundle.remaining() >= Short.BYTES) {
      var length = Short.toUnsignedInt(bundle.getShort());
      if (length > bundle.remaining()) {
        break;
      }
      var entry = new byte[length];
      bundle.get(entry);
      entries.add(entry);
    }
    var found = entries.size();
    if (bundle.hasRemaining() || found != width && found != TileId.WIDTH) {
      throw OfflineFindings.broken(Problem.BUNDLE, id.entriesPath(width));
    }
    return entries.subList(0, width);
  }

  private void check(byte[] bytes, Checkpoint signed) {
    Entry entry;
    var index = tree.size();
    try {
      entry = EntryReader.read(bytes);
    } catch (EntryRefused e) {
      findings.problem(
          Problem.ENTRY_UNREADABLE, "– " + index, Objects.requireNonNullElse(e.getMessage(), ""));
      return;
    }
    if (!entry.log().equals(signed.origin()) && !Origins.precedes(entry.log(), signed.origin())) {
      findings.problem(Problem.OTHER_LOG, "– " + index);
    }
    var before =
        streams.put(StreamName.of(entry.stream()), new Last(entry.seq(), hasher.leaf(bytes)));
    if (before == null) {
      // Of a log that a restore opened, streams may begin in the one before it.
      if (entry.seq() > 1 && Origins.number(signed.origin()) == 1) {
        findings.problem(Problem.CHAIN, entry.stream(), entry.seq(), "– " + index);
      }
    } else if (entry.seq() != before.seq + 1 || !Objects.equals(before.leaf, entry.prev())) {
      findings.problem(Problem.CHAIN, entry.stream(), entry.seq(), "– " + index);
    }
  }

  private void compareWholeTiles() throws Ended {
    for (var tile : tree.takeChanged()) {
      if (tile.width() < TileId.WIDTH) {
        growing.put(tile.id().level(), tile);
      } else {
        growing.remove(tile.id().level());
        compare(tile);
      }
    }
  }

  private void compare(Tile tile) throws Ended {
    var path = tile.id().path(tile.width());
    var found =
        file(
            path,
            tile.id().path(TileId.WIDTH),
            tile.width() * Hash.BYTES,
            TileId.WIDTH * Hash.BYTES);
    if (!same(tile, found)) {
      findings.problem(Problem.TILE, path, "–");
    }
  }

  private static boolean same(Tile tile, byte[] found) {
    var width = tile.width() * Hash.BYTES;
    return (found.length == width || found.length == TileId.WIDTH * Hash.BYTES)
        && Arrays.equals(tile.bytes(), Arrays.copyOf(found, width));
  }
}
