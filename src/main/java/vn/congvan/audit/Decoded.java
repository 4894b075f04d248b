package vn.congvan.audit;

import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.TreeHasher;

/**
 * What can be said of a stored entry by looking at it alone.
 *
 * @param leaf made of the stored bytes
 * @param entry null where the bytes are no entry
 * @param defect why they are none
 */
record Decoded(
    StoredEntry stored,
    Hash leaf,
    StreamName stream,
    @Nullable Entry entry,
    @Nullable String defect) {

  static Decoded of(StoredEntry stored) {
    var leaf = new TreeHasher().leaf(stored.entry().value());
    try {
      var entry = EntryReader.read(stored.entry().value());
      return new Decoded(stored, leaf, StreamName.of(entry.stream()), entry, null);
    } catch (EntryRefused e) {
      return new Decoded(stored, leaf, StreamName.NONE, null, String.valueOf(e.getMessage()));
    }
  }
}
