package vn.congvan.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import vn.congvan.audit.merkle.Tile;
import vn.congvan.audit.merkle.TileId;
import vn.congvan.audit.merkle.TileNodes;
import vn.congvan.document.Halt;
import vn.congvan.store.Sql;

/**
 * A log's tiles as they are stored, a few of them kept at hand. For one tree size at a time: what
 * is at hand does not grow.
 */
final class StoredTiles implements TileNodes.Source {
  private static final int AT_HAND = 32;

  private final Sql sql;
  private final long log;
  private final long size;
  private final Map<TileId, Tile> atHand = new LinkedHashMap<>(AT_HAND, 0.75f, true);

  StoredTiles(Sql sql, LogState state) {
    this(sql, state.number(), state.size());
  }

  /**
   * @param size a tile narrower than a tree of this size needs counts as missing
   */
  StoredTiles(Sql sql, long log, long size) {
    this.sql = sql;
    this.log = log;
    this.size = size;
  }

  /**
   * @throws Halt when it is not there, or not whole
   */
  @Override
  public Tile tile(TileId id) {
    var known = atHand.get(id);
    if (known == null) {
      known = read(id);
      if (atHand.size() == AT_HAND) {
        atHand.remove(atHand.keySet().iterator().next());
      }
      atHand.put(id, known);
    }
    return known;
  }

  private Tile read(TileId id) {
    return sql.queryOne(
            "SELECT hashes FROM audit_tile WHERE log = ? AND level = ? AND position = ?",
            row -> row.bytes("hashes"),
            log,
            id.level(),
            id.index())
        .filter(hashes -> isWhole(id, hashes.length))
        .map(hashes -> new Tile(id, hashes))
        .orElseThrow(() -> new Halt(Reasons.badTile(id.path(Math.max(1, id.width(size))))));
  }

  private boolean isWhole(TileId id, int bytes) {
    return bytes > 0
        && bytes % 32 == 0
        && bytes / 32 <= TileId.WIDTH
        && bytes / 32 >= id.width(size);
  }

  static void put(Sql sql, long log, Tile tile) {
    sql.update(
        "INSERT INTO audit_tile (log, level, position, hashes) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (log, level, position) DO UPDATE SET hashes = excluded.hashes",
        log,
        tile.id().level(),
        tile.id().index(),
        tile.bytes());
  }
}
