package vn.congvan.audit.merkle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of a tree that is needed to append to it and to know its root: one node for each set bit of
 * its size.
 *
 * <p>An append costs one node hash on average, a root as many as there are bits. Not safe for
 * several threads.
 */
public final class RightEdge {
  /** Is told of every subtree at the moment it becomes complete, leaves (level 0) first. */
  @FunctionalInterface
  public interface Completed {
    void node(int level, long index, Hash hash);
  }

  private final TreeHasher hasher;
  // By level; what stands where the size has no bit is left over and never read.
  private final List<@Nullable Hash> peaks;
  private long size;

  public RightEdge() {
    this(new TreeHasher(), new ArrayList<>(), 0);
  }

  private RightEdge(TreeHasher hasher, List<@Nullable Hash> peaks, long size) {
    this.hasher = hasher;
    this.peaks = peaks;
    this.size = size;
  }

  /** The edge of a tree of which the inner nodes are kept. */
  public static RightEdge of(long size, TreeNodes nodes) {
    var peaks = new ArrayList<@Nullable Hash>();
    for (int level = 0; size >>> level != 0; level++) {
      var index = size >>> level;
      peaks.add((index & 1) == 1 ? nodes.node(level, index - 1) : null);
    }
    return new RightEdge(new TreeHasher(), peaks, size);
  }

  public RightEdge copy() {
    return new RightEdge(hasher, new ArrayList<>(peaks), size);
  }

  public long size() {
    return size;
  }

  public void append(Hash leaf) {
    append(leaf, (level, index, hash) -> {});
  }

  public void append(Hash leaf, Completed completed) {
    var node = leaf;
    int level = 0;
    completed.node(0, size, node);
    for (; ((size >>> level) & 1) == 1; level++) {
      node = hasher.node(peak(level), node);
      completed.node(level + 1, size >>> (level + 1), node);
    }
    if (level == peaks.size()) {
      peaks.add(node);
    } else {
      peaks.set(level, node);
    }
    size++;
  }

  public Hash root() {
    if (size == 0) {
      return Hash.EMPTY_TREE;
    }
    var level = Long.numberOfTrailingZeros(size);
    var root = peak(level);
    for (level++; size >>> level != 0; level++) {
      if (((size >>> level) & 1) == 1) {
        root = hasher.node(peak(level), root);
      }
    }
    return root;
  }

  private Hash peak(int level) {
    var peak = peaks.get(level);
    if (peak == null) {
      throw new IllegalStateException("no peak at level " + level + " of a tree of " + size);
    }
    return peak;
  }
}
