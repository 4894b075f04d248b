package vn.congvan.audit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tile's hashes. A narrower tile is the beginning of the wider one it grows into, so a tile can
 * answer for any tree in which it is not wider than here.
 */
public final class Tile {
  private final TileId id;
  private final byte[] hashes;
  // By level within the tile, level 0 as stored; made when first asked for.
  private final List<Hash[]> levels = new ArrayList<>();

  /**
   * @param hashes 1 to 256 of 32 bytes each, side by side
   */
  public Tile(TileId id, byte[] hashes) {
    if (hashes.length == 0
        || hashes.length % Hash.BYTES != 0
        || hashes.length > TileId.WIDTH * Hash.BYTES) {
      throw new IllegalArgumentException("a tile is not " + hashes.length + " bytes long");
    }
    this.id = id;
    this.hashes = hashes.clone();
  }

  public TileId id() {
    return id;
  }

  public int width() {
    return hashes.length / Hash.BYTES;
  }

  public byte[] bytes() {
    return hashes.clone();
  }

  /** Whether this tile could have grown out of another, or is the same. */
  public boolean startsWith(Tile smaller) {
    return hashes.length >= smaller.hashes.length
        && Arrays.equals(
            hashes, 0, smaller.hashes.length, smaller.hashes, 0, smaller.hashes.length);
  }

  public Hash hash(int position) {
    return Hash.at(hashes, position * Hash.BYTES);
  }

  /** The root of 2^level neighbours, the first of which stands at position · 2^level. */
  public Hash node(int level, int position) {
    if (levels.isEmpty()) {
      var stored = new Hash[width()];
      for (int i = 0; i < stored.length; i++) {
        stored[i] = hash(i);
      }
      levels.add(stored);
    }
    var hasher = new TreeHasher();
    while (levels.size() <= level) {
      var below = levels.get(levels.size() - 1);
      var made = new Hash[below.length / 2];
      for (int i = 0; i < made.length; i++) {
        made[i] = hasher.node(below[2 * i], below[2 * i + 1]);
      }
      levels.add(made);
    }
    return levels.get(level)[position];
  }
}
