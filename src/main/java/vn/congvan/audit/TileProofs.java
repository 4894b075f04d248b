package vn.congvan.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.InclusionProof;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.merkle.Prover;
import vn.congvan.audit.merkle.Subtree;
import vn.congvan.audit.merkle.TileId;
import vn.congvan.audit.merkle.TileNodes;
import vn.congvan.audit.merkle.TreeNodes;
import vn.congvan.document.Halt;
import vn.congvan.store.Sql;

/**
 * Makes the inclusion proof of every entry under the last checkpoint, out of the stored tiles, and
 * verifies it.
 *
 * <p>The paths of 256 neighbours differ only within their tile. So each entry is proven to be in
 * its tile, and each tile, once, to be in the tree of the checkpoint.
 */
final class TileProofs {
  private final Findings findings;
  private final long size;
  private final Hash root;
  private final StoredTiles tiles;
  private final Prover tree;
  // Of the tile that is being filled; null where an entry is missing.
  private final List<@Nullable Hash> leaves = new ArrayList<>();
  private long start;
  private long count;

  TileProofs(Sql sql, LogState state, Optional<Checkpoints.Stored> checkpoint, Findings findings) {
    this.findings = findings;
    this.size = checkpoint.map(Checkpoints.Stored::size).orElse(0L);
    this.root = checkpoint.map(Checkpoints.Stored::root).orElse(Hash.EMPTY_TREE);
    this.tiles = new StoredTiles(sql, state);
    this.tree = new Prover(size, new TileNodes(tiles));
  }

  /** The next entry's leaf, made of the entry itself. */
  void add(Hash leaf) {
    take(leaf);
  }

  /** The next entry is missing. */
  void skip() {
    take(null);
  }

  private void take(@Nullable Hash leaf) {
    leaves.add(leaf);
    if (leaves.size() == TileId.WIDTH) {
      finish();
    }
  }

  /** Proves the entries added since the last complete tile. */
  void finish() {
    var width = (int) Math.min(leaves.size(), size - start);
    if (width > 0) {
      try {
        prove(width);
      } catch (Halt missingTile) {
        findings.add(Problem.PROOF, start, missingTile.reason().en());
      }
    }
    start += leaves.size();
    leaves.clear();
  }

  private void prove(int width) {
    var tile = tiles.tile(new TileId(0, start / TileId.WIDTH));
    TreeNodes inTile = (level, index) -> tile.node(level, (int) index);
    var prover = new Prover(width, inTile);
    try {
      var subtree = new Subtree(start, start + width);
      subtree.verify(prover.root(), size, root, tree.subtree(subtree));
    } catch (ProofDoesNotHold e) {
      report(start, e);
    }
    for (int i = 0; i < width; i++) {
      var leaf = leaves.get(i);
      if (leaf != null) {
        verify(prover.inclusion(i), leaf, prover.root());
      }
    }
  }

  private void verify(InclusionProof proof, Hash leaf, Hash tileRoot) {
    try {
      proof.verify(leaf, tileRoot);
      count++;
    } catch (ProofDoesNotHold e) {
      report(start + proof.index(), e);
    }
  }

  private void report(long index, ProofDoesNotHold why) {
    findings.add(Problem.PROOF, index, Objects.requireNonNullElse(why.getMessage(), ""));
  }

  /** What the tiles have for an entry, whether or not it is right. */
  Hash hashInTile(long index) {
    try {
      return tiles.tile(new TileId(0, index / TileId.WIDTH)).hash((int) (index % TileId.WIDTH));
    } catch (Halt missingTile) {
      return Hash.EMPTY_TREE;
    }
  }

  /** How many inclusion proofs hold. */
  long count() {
    return count;
  }
}
