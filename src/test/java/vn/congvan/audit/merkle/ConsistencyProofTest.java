package vn.congvan.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConsistencyProofTest {
  @Test
  void everyTreeIsProvenToGrowOutOfEverySmallerOne() throws ProofDoesNotHold {
    everyPairUpTo(300);
  }

  @Test
  @Tag("nightly")
  void everyLargerTreeIsProvenToGrowOutOfEverySmallerOne() throws ProofDoesNotHold {
    everyPairUpTo(1024);
  }

  private static void everyPairUpTo(int largest) throws ProofDoesNotHold {
    var naive = NaiveTree.of(largest);
    for (int second = 1; second <= largest; second++) {
      var prover = new Prover(second, naive.nodes());
      for (int first = 1; first <= second; first++) {
        var proof = prover.consistency(first);

        assertThat(proof.path()).isEqualTo(naive.consistency(first, second));
        proof.verify(naive.root(first), naive.root(second));
      }
    }
  }

  @Test
  void aPathThatWasTamperedWithIsRefused() {
    var naive = NaiveTree.of(70);
    var random = new Random(71);
    for (int second = 1; second <= 70; second++) {
      for (int first = 1; first <= second; first++) {
        for (var path : Mutations.of(naive.consistency(first, second), random)) {
          refused(new ConsistencyProof(first, second, path), naive.root(first), naive.root(second));
        }
      }
    }
  }

  @Test
  void noOtherRootIsProven() {
    var naive = NaiveTree.of(40);
    for (int second = 2; second <= 40; second++) {
      for (int first = 1; first < second; first++) {
        var proof = new ConsistencyProof(first, second, naive.consistency(first, second));

        refused(proof, naive.root(second), naive.root(first));
        refused(proof, Mutations.flip(naive.root(first), 7), naive.root(second));
        refused(proof, naive.root(first), Mutations.flip(naive.root(second), 7));
      }
    }
  }

  @Test
  void aTreeNeverShrinksAndNothingGrowsOutOfNothing() {
    var naive = NaiveTree.of(8);

    refused(new ConsistencyProof(8, 7, List.of()), naive.root(8), naive.root(7));
    refused(new ConsistencyProof(0, 8, List.of()), Hash.EMPTY_TREE, naive.root(8));
    refused(new ConsistencyProof(0, 0, List.of()), Hash.EMPTY_TREE, Hash.EMPTY_TREE);
    refused(new ConsistencyProof(8, 8, List.of()), naive.root(8), naive.root(7));
  }

  private static void refused(ConsistencyProof proof, Hash firstRoot, Hash secondRoot) {
    assertThatExceptionOfType(ProofDoesNotHold.class)
        .isThrownBy(() -> proof.verify(firstRoot, secondRoot));
  }
}
