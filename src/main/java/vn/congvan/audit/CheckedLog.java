package vn.congvan.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.merkle.Prover;
import vn.congvan.audit.merkle.TileNodes;
import vn.congvan.audit.merkle.TiledTree;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.document.Halt;
import vn.congvan.store.Sql;

/**
 * The check of one log: its entries make the tree again, and all that is stored of it is held
 * against that.
 */
final class CheckedLog implements IndexedEntries.Visitor {
  private static final int CHUNKS_BETWEEN = 16;

  private final Sql sql;
  private final LogState state;
  private final Findings findings;
  private final EntryCheck entries;
  private final @Nullable VerifierKey key;
  private final long guarded;

  private final TiledTree tree = new TiledTree();
  private final TileProofs proofs;
  private final Deque<Checkpoints.Stored> checkpoints = new ArrayDeque<>();
  private final Optional<Checkpoints.Stored> last;
  private Checkpoints.@Nullable Stored before;
  private int chunks;
  private long consistencyProofs;
  private @Nullable Hash guardedRoot;

  /**
   * @param key null where there is none to check signatures with
   * @param guarded a size at which the root is wanted
   */
  CheckedLog(
      Sql sql,
      LogState state,
      Findings findings,
      EntryCheck entries,
      @Nullable VerifierKey key,
      long guarded) {
    this.sql = sql;
    this.state = state;
    this.findings = findings;
    this.entries = entries;
    this.key = key;
    this.guarded = guarded;
    this.last = lastWithin();
    this.proofs = new TileProofs(sql, state, last, findings);
  }

  /** The last checkpoint that the entries reach; those beyond are reported. */
  private Optional<Checkpoints.Stored> lastWithin() {
    return sql.queryOne(
        "SELECT size, root, note FROM audit_checkpoint WHERE log = ? AND size <= ?"
            + " ORDER BY size DESC LIMIT 1",
        Checkpoints::stored,
        state.number(),
        state.size());
  }

  void check() {
    fetchCheckpoints(0);
    atSize();
    IndexedEntries.walk(sql, state.number(), 0, state.size(), this);
    fillUpTo(state.size());
    compareTiles();
    proofs.finish();
    if (!tree.root().equals(state.root()) || tree.size() != state.size()) {
      findings.add(Problem.ROOT, state.origin(), state.size());
    }
    if (key == null && last.isPresent()) {
      findings.add(Problem.KEY_MISSING, state.origin());
    }
  }

  @Override
  public void entries(List<IndexedEntries.Indexed> some) {
    var decoded = entries.decode(some);
    for (var entry : some) {
      fillUpTo(entry.index());
      var found = decoded.get(entry.index());
      if (found == null) {
        fillUpTo(entry.index() + 1);
      } else {
        append(found.leaf());
        proofs.add(found.leaf());
      }
    }
    if (++chunks % CHUNKS_BETWEEN == 0) {
      compareTiles();
    }
  }

  private void append(Hash leaf) {
    tree.append(leaf);
    atSize();
  }

  /**
   * Where an entry is missing the hash that the tiles have for it stands in, so that what comes
   * after can still be told apart from what is wrong. Nothing is proven by it.
   */
  private void fillUpTo(long size) {
    while (tree.size() < size) {
      append(proofs.hashInTile(tree.size()));
      proofs.skip();
    }
  }

  @Override
  public void gap(long index) {
    findings.add(Problem.INDEX_GAP, index, state.origin());
  }

  /** Holds a checkpoint of the size the tree has now against the tree. */
  private void atSize() {
    if (tree.size() == guarded) {
      guardedRoot = tree.root();
    }
    while (!checkpoints.isEmpty() && checkpoints.getFirst().size() <= tree.size()) {
      var checkpoint = checkpoints.removeFirst();
      check(checkpoint);
      if (checkpoints.isEmpty()) {
        fetchCheckpoints(checkpoint.size() + 1);
      }
    }
  }

  private void fetchCheckpoints(long size) {
    checkpoints.addAll(Checkpoints.from(sql, state.number(), size));
  }

  private void check(Checkpoints.Stored checkpoint) {
    if (checkpoint.size() == tree.size() && !checkpoint.root().equals(tree.root())) {
      findings.add(Problem.CHECKPOINT_ROOT, checkpoint.size(), state.origin());
    }
    try {
      var note = SignedNote.parse(checkpoint.note());
      var said = new Checkpoint(state.origin(), checkpoint.size(), checkpoint.root());
      if (!Checkpoint.parse(note.text()).equals(said)) {
        findings.add(Problem.CHECKPOINT, checkpoint.size(), state.origin(), "note and row differ");
      }
      if (key != null) {
        note.verify(Set.of(key));
      }
    } catch (NoteRefused e) {
      findings.add(
          Problem.CHECKPOINT,
          checkpoint.size(),
          state.origin(),
          Objects.requireNonNullElse(e.getMessage(), ""));
    }
    if (before != null && before.size() > 0 && checkpoint.size() <= state.size()) {
      grewOnly(before, checkpoint);
    }
    before = checkpoint;
  }

  private void grewOnly(Checkpoints.Stored from, Checkpoints.Stored to) {
    try {
      new Prover(to.size(), new TileNodes(new StoredTiles(sql, state)))
          .consistency(from.size())
          .verify(from.root(), to.root());
      consistencyProofs++;
    } catch (ProofDoesNotHold e) {
      findings.add(
          Problem.CONSISTENCY,
          state.origin(),
          from.size(),
          to.size(),
          Objects.requireNonNullElse(e.getMessage(), ""));
    } catch (Halt missingTile) {
      findings.add(
          Problem.CONSISTENCY, state.origin(), from.size(), to.size(), missingTile.reason().en());
    }
  }

  private void compareTiles() {
    var stored = new StoredTiles(sql, state);
    for (var tile : tree.takeChanged()) {
      try {
        if (stored.tile(tile.id()).startsWith(tile)) {
          continue;
        }
      } catch (Halt missing) {
        // Said below, as for one that differs.
      }
      findings.add(Problem.TILE, tile.id().path(tile.width()), state.origin());
    }
  }

  Hash root() {
    return tree.root();
  }

  /** The root at the size that was wanted, null where the log does not reach it. */
  @Nullable Hash guardedRoot() {
    return guardedRoot;
  }

  long lastSize() {
    return last.map(Checkpoints.Stored::size).orElse(0L);
  }

  long proofs() {
    return proofs.count() + consistencyProofs;
  }
}
