package vn.congvan.audit.merkle;

import java.util.regex.Pattern;

/**
 * Which tile: 256 hashes side by side, level 0 of leaves, each level above of the roots of the
 * tiles below (C2SP tlog-tiles).
 *
 * @param index from the left
 */
public record TileId(int level, long index) {
  /** Levels of the tree in one tile. */
  public static final int HEIGHT = 8;

  /** Hashes in a complete tile. */
  public static final int WIDTH = 1 << HEIGHT;

  private static final String LEAVES = "tile/0/";
  private static final String ENTRIES = "tile/entries/";
  private static final int MAX_LEVEL = 63;
  private static final Pattern PATH =
      Pattern.compile(
          "tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public TileId {
    if (level < 0 || level > MAX_LEVEL || index < 0) {
      throw new IllegalArgumentException("no tile " + index + " at level " + level);
    }
  }

  /** How many hashes this tile has in a tree of a size; 0 when it does not exist yet. */
  public int width(long size) {
    var shift = HEIGHT * level;
    var hashes = shift >= Long.SIZE ? 0 : size >>> shift;
    if (index > hashes / WIDTH) {
      // Also where the product below would not fit.
      return 0;
    }
    return (int) Math.max(0, Math.min(WIDTH, hashes - index * WIDTH));
  }

  /** The path at which a log serves this tile, with its width unless it is complete. */
  public String path(int width) {
    if (width < 1 || width > WIDTH) {
      throw new IllegalArgumentException("no tile is " + width + " hashes wide");
    }
    var path = new StringBuilder("%03d".formatted(index % 1000));
    for (var rest = index / 1000; rest > 0; rest /= 1000) {
      path.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return "tile/" + level + "/" + path + (width == WIDTH ? "" : ".p/" + width);
  }

  /**
   * The path at which a log serves the entries under this tile, which is one of level 0.
   *
   * @param width how many entries
   */
  public String entriesPath(int width) {
    return ENTRIES + path(width).substring(LEAVES.length());
  }

  /** A tile's path, taken apart. */
  public record Address(TileId tile, int width) {}

  /**
   * Takes the path of entries apart, which names the tile of level 0 that lies over them.
   *
   * @throws IllegalArgumentException for anything but the one path they have
   */
  public static Address parseEntries(String path) {
    if (!path.startsWith(ENTRIES)) {
      throw new IllegalArgumentException("not the path of entries");
    }
    return parse(LEAVES + path.substring(ENTRIES.length()));
  }

  /**
   * @throws IllegalArgumentException for anything but the one path a tile has
   */
  public static Address parse(String path) {
    var match = PATH.matcher(path);
    if (!match.matches()) {
      throw new IllegalArgumentException("not the path of a tile");
    }
    var index = Long.parseLong(match.group(2).replace("x", "").replace("/", ""));
    var tile = new TileId(Integer.parseInt(match.group(1)), index);
    var width = match.group(3) == null ? WIDTH : Integer.parseInt(match.group(3));
    if (width > WIDTH || !tile.path(width).equals(path)) {
      throw new IllegalArgumentException("not the canonical path of a tile");
    }
    return new Address(tile, width);
  }
}
