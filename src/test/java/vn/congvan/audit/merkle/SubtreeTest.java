package vn.congvan.audit.merkle;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubtreeTest {
  @Test
  void everySubtreeOfEveryTreeIsProvenAndNoTamperedProofIs() throws ProofDoesNotHold {
    var naive = NaiveTree.of(65);
    var random = new Random(65);
    for (int size = 1; size <= 65; size++) {
      var prover = new Prover(size, naive.nodes());
      for (int start = 0; start < size; start++) {
        for (int end = start + 1; end <= size; end++) {
          var subtree = new Subtree(start, end);
          if (start % powerOfTwoNotBelow(end - start) != 0) {
            refused(subtree, naive.root(start, end), size, naive.root(size), List.of());
            continue;
          }
          var proof = prover.subtree(subtree);

          subtree.verify(naive.root(start, end), size, naive.root(size), proof);
          for (var path : Mutations.of(proof, random)) {
            refused(subtree, naive.root(start, end), size, naive.root(size), path);
          }
        }
      }
    }
  }

  private static int powerOfTwoNotBelow(int count) {
    int power = 1;
    while (power < count) {
      power *= 2;
    }
    return power;
  }

  private static void refused(
      Subtree subtree, Hash root, long size, Hash treeRoot, List<Hash> proof) {
    assertThatExceptionOfType(ProofDoesNotHold.class)
        .isThrownBy(() -> subtree.verify(root, size, treeRoot, proof));
  }
}
