package vn.congvan.audit.merkle;

/** The inner nodes of a tree, wherever they are kept. */
@FunctionalInterface
public interface TreeNodes {
  /**
   * The root of the complete subtree of 2^level leaves whose first leaf is {@code index} · 2^level.
   *
   * @param level 0 for leaves
   */
  Hash node(int level, long index);
}
