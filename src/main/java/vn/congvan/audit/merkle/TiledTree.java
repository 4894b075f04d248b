package vn.congvan.audit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A tree that grows at its right edge and hands out the tiles that each growth changes.
 *
 * <p>It holds one tile a level and the edge: a few kilobytes whatever the size. Not safe for
 * several threads; {@link #copy} before a growth that may have to be given up.
 */
public final class TiledTree {
  private final RightEdge edge;
  private final List<Growing> levels;
  private final List<Tile> completed = new ArrayList<>();
  private final BitSet grown = new BitSet();

  /** The last tile of a level, 0 to 255 hashes wide. */
  private static final class Growing {
    private final byte[] hashes;
    private long index;
    private int width;

    Growing() {
      hashes = new byte[TileId.WIDTH * Hash.BYTES];
    }

    Growing(Growing other) {
      hashes = other.hashes.clone();
      index = other.index;
      width = other.width;
    }

    Tile tile(int level) {
      return new Tile(new TileId(level, index), Arrays.copyOf(hashes, width * Hash.BYTES));
    }
  }

  public TiledTree() {
    this(new RightEdge(), new ArrayList<>());
  }

  private TiledTree(RightEdge edge, List<Growing> levels) {
    this.edge = edge;
    this.levels = levels;
  }

  /** The tree of a size whose tiles are kept; its root is what those tiles lead to. */
  public static TiledTree load(long size, TileNodes.Source source) {
    var levels = new ArrayList<Growing>();
    for (int level = 0;
        level * TileId.HEIGHT < Long.SIZE && size >>> (level * TileId.HEIGHT) != 0;
        level++) {
      var growing = new Growing();
      var hashes = size >>> (level * TileId.HEIGHT);
      growing.index = hashes / TileId.WIDTH;
      growing.width = (int) (hashes % TileId.WIDTH);
      if (growing.width > 0) {
        var tile = source.tile(new TileId(level, growing.index));
        System.arraycopy(tile.bytes(), 0, growing.hashes, 0, growing.width * Hash.BYTES);
      }
      levels.add(growing);
    }
    return new TiledTree(RightEdge.of(size, new TileNodes(source)), levels);
  }

  public TiledTree copy() {
    var copies = new ArrayList<Growing>();
    for (var level : levels) {
      copies.add(new Growing(level));
    }
    return new TiledTree(edge.copy(), copies);
  }

  public long size() {
    return edge.size();
  }

  public Hash root() {
    return edge.root();
  }

  public void append(Hash leaf) {
    edge.append(
        leaf,
        (level, index, hash) -> {
          if (level % TileId.HEIGHT == 0) {
            add(level / TileId.HEIGHT, hash);
          }
        });
  }

  private void add(int level, Hash hash) {
    if (level == levels.size()) {
      levels.add(new Growing());
    }
    var growing = levels.get(level);
    hash.copyTo(growing.hashes, growing.width * Hash.BYTES);
    growing.width++;
    grown.set(level);
    if (growing.width == TileId.WIDTH) {
      completed.add(growing.tile(level));
      growing.index++;
      growing.width = 0;
    }
  }

  /** The tiles that have come to be or have grown since this was last asked. */
  public List<Tile> takeChanged() {
    var changed = new ArrayList<Tile>(completed);
    for (int level = grown.nextSetBit(0); level >= 0; level = grown.nextSetBit(level + 1)) {
      var growing = levels.get(level);
      if (growing.width > 0) {
        changed.add(growing.tile(level));
      }
    }
    completed.clear();
    grown.clear();
    return changed;
  }
}
