package vn.congvan.audit.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.merkle.Prover;
import vn.congvan.audit.merkle.Tile;
import vn.congvan.audit.merkle.TileId;
import vn.congvan.audit.merkle.TileNodes;
import vn.congvan.audit.merkle.TiledTree;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.testing.Vectors;

/** A log that another program made, read by ours: every tile, every checkpoint, every proof. */
class PublicLogTest {
  private static final String LOG =
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
  private static final String WITNESS =
      "example.com/witness+10a1c019+BGSEitir7W6FmBs7OHWyUrh2frtLAvcDrKOx5xu9ao5Q";
  private static final int ENTRIES = 15;

  @Test
  void sixteenCheckpointsOfAnotherPrograms() throws IOException, NoteRefused, ProofDoesNotHold {
    var folder = Vectors.require("tessera-log/log");
    var key = VerifierKey.parse(LOG);
    var leaves = leaves(Files.readAllBytes(folder.resolve("tile/entries/000.p/15")));
    var tree = new TiledTree();
    var roots = new ArrayList<Hash>();
    for (int size = 0; size <= ENTRIES; size++) {
      if (size > 0) {
        tree.append(leaves.get(size - 1));
        var tile = tree.takeChanged().get(0);
        assertThat(tile.bytes())
            .isEqualTo(Files.readAllBytes(folder.resolve(tile.id().path(tile.width()))));
      }
      var note = SignedNote.parse(Files.readAllBytes(folder.resolve("checkpoint." + size)));
      note.verify(Set.of(key));
      assertThat(Checkpoint.parse(note.text()))
          .isEqualTo(new Checkpoint(key.name(), size, tree.root()));
      roots.add(tree.root());
    }

    var last = new Tile(new TileId(0, 0), Files.readAllBytes(folder.resolve("tile/0/000.p/15")));
    var nodes = new TileNodes(id -> last);
    for (int second = 1; second <= ENTRIES; second++) {
      var prover = new Prover(second, nodes);
      for (int first = 1; first <= second; first++) {
        prover.consistency(first).verify(roots.get(first), roots.get(second));
        prover.inclusion(first - 1).verify(leaves.get(first - 1), roots.get(second));
      }
    }
  }

  /** An entry bundle: entries one after the other, each behind its length in two bytes. */
  private static List<Hash> leaves(byte[] bundle) {
    var hasher = new TreeHasher();
    var leaves = new ArrayList<Hash>();
    for (var buffer = ByteBuffer.wrap(bundle); buffer.hasRemaining(); ) {
      var entry = new byte[buffer.getShort()];
      buffer.get(entry);
      leaves.add(hasher.leaf(entry));
    }
    return leaves;
  }

  @Test
  void aProofThatAWitnessHasCosigned() throws IOException, NoteRefused, ProofDoesNotHold {
    var bytes = Files.readAllBytes(Vectors.require("tessera15-index5.tlog-proof"));
    var log = VerifierKey.parse(LOG);
    var witness = VerifierKey.parse(WITNESS);
    var entry = "six".getBytes(StandardCharsets.US_ASCII);

    var proof = LogProof.parse(bytes);

    assertThat(proof.bytes()).isEqualTo(bytes);
    assertThat(proof.verify(entry, log, List.of(witness)).size()).isEqualTo(ENTRIES);
    assertThat(proof.verify(entry, log, List.of()).size()).isEqualTo(ENTRIES);
    assertThat(proof.checkpoint().verify(List.of(log, witness))).containsExactly(log, witness);
  }
}
