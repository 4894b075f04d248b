package vn.congvan.audit.merkle;

/** Finds a tree's nodes in its tiles. */
public final class TileNodes implements TreeNodes {
  /** Where the tiles are. */
  @FunctionalInterface
  public interface Source {
    /** A tile, at least as wide as the tree that is asked about needs. */
    Tile tile(TileId id);
  }

  private final Source source;

  public TileNodes(Source source) {
    this.source = source;
  }

  @Override
  public Hash node(int level, long index) {
    var inner = level % TileId.HEIGHT;
    // The node's position among the nodes of its level within one tile.
    var perTile = TileId.WIDTH >>> inner;
    var tile = source.tile(new TileId(level / TileId.HEIGHT, index / perTile));
    return tile.node(inner, (int) (index % perTile));
  }
}
