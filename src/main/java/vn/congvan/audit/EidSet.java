package vn.congvan.audit;

import java.util.BitSet;
import java.util.TreeMap;

/** A set of eids, which are dense: about a bit for each. */
final class EidSet {
  private static final int PAGE_BITS = 20;

  private final TreeMap<Long, BitSet> pages = new TreeMap<>();
  private long upTo;
  private final long limit;

  /**
   * @param limit how many of the members are not greater than this is counted
   */
  EidSet(long limit) {
    this.limit = limit;
  }

  /**
   * @return false when it was in the set already
   */
  boolean add(long eid) {
    var page = pages.computeIfAbsent(eid >> PAGE_BITS, number -> new BitSet());
    var bit = (int) (eid & ((1 << PAGE_BITS) - 1));
    if (page.get(bit)) {
      return false;
    }
    page.set(bit);
    if (eid <= limit) {
      upTo++;
    }
    return true;
  }

  boolean contains(long eid) {
    var page = pages.get(eid >> PAGE_BITS);
    return page != null && page.get((int) (eid & ((1 << PAGE_BITS) - 1)));
  }

  long countUpToLimit() {
    return upTo;
  }
}
