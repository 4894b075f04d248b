package vn.congvan.audit.merkle;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Tiles kept in memory, the newest of each. */
final class StoredTiles implements TileNodes.Source {
  final Map<TileId, Tile> byId = new HashMap<>();

  void put(Collection<Tile> tiles) {
    tiles.forEach(tile -> byId.put(tile.id(), tile));
  }

  @Override
  public Tile tile(TileId id) {
    return Objects.requireNonNull(byId.get(id), () -> "no " + id);
  }
}
