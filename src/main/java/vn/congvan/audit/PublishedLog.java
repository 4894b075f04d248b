package vn.congvan.audit;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.TileId;
import vn.congvan.document.Halt;
import vn.congvan.store.Database;
import vn.congvan.store.Sql;

/**
 * The current log as others fetch it (C2SP tlog-tiles): its newest checkpoint, and of tiles and
 * entries no more than that checkpoint covers.
 *
 * <p>Shows what is stored and judges nothing; whoever fetches it does.
 */
public final class PublishedLog {
  private final Database database;

  public PublishedLog(Database database) {
    this.database = database;
  }

  /** The newest checkpoint, empty while nothing has been signed. */
  public Optional<String> checkpoint() {
    return database.read(sql -> newest(sql).map(Newest::note));
  }

  /**
   * The first hashes of a tile, empty where the published tree is not so wide there.
   *
   * @param width 1 to 256
   */
  public Optional<byte[]> tile(TileId id, int width) {
    return database.read(
        sql ->
            covering(sql, id, width)
                .map(
                    log -> {
                      var tile = new StoredTiles(sql, log.number, log.size).tile(id);
                      return Arrays.copyOf(tile.bytes(), width * Hash.BYTES);
                    }));
  }

  /**
   * The entries under the first leaves of a tile of level 0, each behind its length in two bytes;
   * empty where the published log does not go so far.
   *
   * @param width 1 to 256
   * @throws Halt when one of them is missing
   */
  public Optional<byte[]> entries(long tile, int width) {
    var id = new TileId(0, tile);
    return database.read(
        sql -> covering(sql, id, width).map(log -> bundle(sql, log, tile * TileId.WIDTH, width)));
  }

  private static byte[] bundle(Sql sql, Newest log, long from, int width) {
    var bundle = new Bundle();
    IndexedEntries.walk(sql, log.number, from, from + width, bundle);
    if (bundle.next != width) {
      throw new Halt(Reasons.entryMissing(from + bundle.next));
    }
    return bundle.bytes.toByteArray();
  }

  private static final class Bundle implements IndexedEntries.Visitor {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int next;

    @Override
    public void entries(List<IndexedEntries.Indexed> entries) {
      for (var indexed : entries) {
        var stored = indexed.stored();
        if (stored == null || stored.entry().value().length > Entry.MAX_BYTES) {
          throw new Halt(Reasons.entryMissing(indexed.index()));
        }
        var entry = stored.entry().value();
        bytes.write(entry.length >>> 8);
        bytes.write(entry.length);
        bytes.writeBytes(entry);
        next++;
      }
    }

    @Override
    public void gap(long index) {
      throw new Halt(Reasons.entryMissing(index));
    }
  }

  private record Newest(long number, long size, String note) {}

  private static Optional<Newest> newest(Sql sql) {
    return Logs.current(sql)
        .flatMap(
            log ->
                Checkpoints.last(sql, log.number())
                    .map(signed -> new Newest(log.number(), signed.size(), signed.note())));
  }

  private static Optional<Newest> covering(Sql sql, TileId id, int width) {
    return newest(sql).filter(log -> width >= 1 && width <= id.width(log.size));
  }
}
