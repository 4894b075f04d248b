package vn.congvan.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.merkle.Prover;
import vn.congvan.audit.merkle.TileNodes;
import vn.congvan.audit.merkle.TiledTree;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.SignerKey;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.store.Database;
import vn.congvan.store.Sql;

/**
 * Signs what the log has come to, after it has seen with its own eyes that it only grew.
 *
 * <p>The order is what keeps a log from ever signing two histories: what is stored is read and
 * hashed again; it must have grown out of what was signed last; the guard, which is not in the
 * database, is written; only then is there a signature, stored first and handed out last. Stopped
 * after the guard, the next run finds it ahead of the stored checkpoints and signs just that again,
 * which gives the same bytes. A database that somebody has set back is behind the guard, and
 * nothing is signed.
 */
final class Publisher {
  private final Database database;
  private final LogFolder folder;
  private final SignerKey key;
  private final Clock clock;

  private Instant lastPublished;

  // The tree of the last checkpoint, made of entries we have hashed ourselves; null until read.
  private @Nullable TiledTree checked;

  Publisher(Database database, LogFolder folder, SignerKey key, Clock clock) {
    this.database = database;
    this.folder = folder;
    this.key = key;
    this.clock = clock;
    this.lastPublished = folder.guard().map(Guard::at).orElse(Instant.EPOCH);
  }

  /** When the log was last published; the beginning of time where it never was. */
  Instant lastPublished() {
    return lastPublished;
  }

  /** The checkpoint of a state of the log, signed now unless it was before. */
  String publish(LogState state) {
    var signed = last(state);
    var guard = GuardCheck.require(folder.guard(), state, signed);
    if (guard.size() > size(signed)) {
      // Stopped between the guard and the checkpoint; what was to be signed is known.
      verify(state, signed, guard.size(), guard.root(), Reasons.rollback(guard, state));
      sign(state, guard.size(), guard.root());
      signed = last(state);
    }
    if (signed.isPresent() && state.size() == guard.size()) {
      handOut(signed.get().note());
      return signed.get().note();
    }
    var now = now(guard);
    verify(state, signed, state.size(), state.root(), Reasons.storedDiffers(state.size()));
    var next = new Guard(state.origin(), state.size(), state.root(), now);
    folder.write(next);
    lastPublished = next.at();
    return sign(state, state.size(), state.root());
  }

  private static long size(Optional<Checkpoints.Stored> signed) {
    return signed.map(Checkpoints.Stored::size).orElse(0L);
  }

  private void handOut(String note) {
    if (!folder.checkpoint().equals(Optional.of(note))) {
      folder.writeCheckpoint(note);
    }
  }

  private Optional<Checkpoints.Stored> last(LogState state) {
    return database.read(sql -> Checkpoints.last(sql, state.number()));
  }

  /** A clock that went back would let an older log look newer. */
  private Instant now(Guard guard) {
    var now = clock.instant();
    if (now.isBefore(guard.at())) {
      throw new ClockWentBack(now, guard.at());
    }
    return now;
  }

  /**
   * Reads and hashes what was added since the last checkpoint, and proves that nothing else
   * changed.
   *
   * @param otherwise why nothing is signed when the entries do not lead to the root
   */
  private void verify(
      LogState state, Optional<Checkpoints.Stored> last, long size, Hash root, Reason otherwise) {
    checked =
        database.read(
            sql -> {
              var before = lastSigned(sql, state, last);
              var tree = before.copy();
              new Rehash(sql, state, tree).upTo(size);
              if (!tree.root().equals(root)) {
                throw new Halt(otherwise);
              }
              consistent(sql, state, before, tree);
              return tree;
            });
  }

  /** The tree of the last stored checkpoint, even if that is not the one we stored last. */
  private TiledTree lastSigned(Sql sql, LogState state, Optional<Checkpoints.Stored> last) {
    var size = size(last);
    var root = last.map(Checkpoints.Stored::root).orElse(Hash.EMPTY_TREE);
    var known = checked;
    if (known != null && known.size() == size && known.root().equals(root)) {
      return known;
    }
    var tree = TiledTree.load(size, new StoredTiles(sql, state));
    if (!tree.root().equals(root)) {
      throw new Halt(Reasons.storedDiffers(size));
    }
    return tree;
  }

  private static void consistent(Sql sql, LogState state, TiledTree before, TiledTree after) {
    if (before.size() == 0) {
      return;
    }
    try {
      var nodes = new TileNodes(new StoredTiles(sql, state));
      new Prover(after.size(), nodes)
          .consistency(before.size())
          .verify(before.root(), after.root());
    } catch (ProofDoesNotHold e) {
      throw new Halt(Reasons.storedDiffers(after.size()), e);
    }
  }

  private String sign(LogState state, long size, Hash root) {
    var checkpoint = new Checkpoint(state.origin(), size, root);
    var note = key.sign(checkpoint.text());
    database.inUnit(
        "publish",
        sql -> {
          Checkpoints.add(sql, state.number(), checkpoint, note);
          return note;
        });
    handOut(note.toString());
    return note.toString();
  }

  /**
   * Appends stored entries to a tree, and holds the stored tiles against the tiles that this gives.
   */
  private static final class Rehash implements IndexedEntries.Visitor {
    // So that the tiles of a long stretch are not all held at once.
    private static final int CHUNKS_BETWEEN = 16;

    private final Sql sql;
    private final LogState state;
    private final TiledTree tree;
    private final TreeHasher hasher = new TreeHasher();
    private int chunks;

    Rehash(Sql sql, LogState state, TiledTree tree) {
      this.sql = sql;
      this.state = state;
      this.tree = tree;
    }

    void upTo(long size) {
      IndexedEntries.walk(sql, state.number(), tree.size(), size, this);
      compareTiles();
    }

    @Override
    public void entries(List<IndexedEntries.Indexed> entries) {
      for (var entry : entries) {
        var stored = entry.stored();
        if (stored == null) {
          throw new Halt(Reasons.storedDiffers(entry.index() + 1));
        }
        tree.append(hasher.leaf(stored.entry().value()));
      }
      if (++chunks % CHUNKS_BETWEEN == 0) {
        compareTiles();
      }
    }

    @Override
    public void gap(long index) {
      throw new Halt(Reasons.storedDiffers(index + 1));
    }

    private void compareTiles() {
      var stored = new StoredTiles(sql, state);
      for (var tile : tree.takeChanged()) {
        if (!stored.tile(tile.id()).startsWith(tile)) {
          throw new Halt(Reasons.storedDiffers(tree.size()));
        }
      }
    }
  }
}
