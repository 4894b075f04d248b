package vn.congvan.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InclusionProofTest {
  @Test
  void everyEntryOfEveryTreeIsProvenAsTheStandardSays() throws ProofDoesNotHold {
    everyEntryUpTo(300);
  }

  @Test
  @Tag("nightly")
  void everyEntryOfEveryLargerTreeIsProvenAsTheStandardSays() throws ProofDoesNotHold {
    everyEntryUpTo(1024);
  }

  private static void everyEntryUpTo(int largest) throws ProofDoesNotHold {
    var naive = NaiveTree.of(largest);
    for (int size = 1; size <= largest; size++) {
      var prover = new Prover(size, naive.nodes());
      for (int index = 0; index < size; index++) {
        var proof = prover.inclusion(index);

        assertThat(proof.path()).isEqualTo(naive.inclusion(index, size));
        proof.verify(naive.leaf(index), naive.root(size));
      }
    }
  }

  @Test
  void aPathThatWasTamperedWithIsRefused() {
    var naive = NaiveTree.of(70);
    var random = new Random(70);
    for (int size = 1; size <= 70; size++) {
      for (int index = 0; index < size; index++) {
        for (var path : Mutations.of(naive.inclusion(index, size), random)) {
          refused(new InclusionProof(index, size, path), naive.leaf(index), naive.root(size));
        }
      }
    }
  }

  @Test
  void anEntryIsAtNoOtherPlaceThanItsOwn() {
    var naive = NaiveTree.of(40);
    for (int size = 1; size <= 40; size++) {
      for (int index = 0; index < size; index++) {
        for (int other = 0; other < 2 * size; other++) {
          if (other != index) {
            refused(
                new InclusionProof(other, size, naive.inclusion(index, size)),
                naive.leaf(index),
                naive.root(size));
          }
        }
      }
    }
  }

  @Test
  void anotherLeafOrAnotherRootIsRefused() {
    var naive = NaiveTree.of(9);
    var proof = new InclusionProof(4, 9, naive.inclusion(4, 9));

    refused(proof, naive.leaf(5), naive.root(9));
    refused(proof, Mutations.flip(naive.leaf(4), 0), naive.root(9));
    refused(proof, naive.leaf(4), naive.root(8));
  }

  @Test
  void anIndexOutsideTheTreeIsRefusedHoweverItIsWritten() {
    var naive = NaiveTree.of(1);

    refused(new InclusionProof(0, 0, List.of()), naive.leaf(0), naive.leaf(0));
    refused(new InclusionProof(1, 1, List.of()), naive.leaf(0), naive.leaf(0));
    refused(new InclusionProof(-1, 1, List.of()), naive.leaf(0), naive.leaf(0));
  }

  private static void refused(InclusionProof proof, Hash leaf, Hash root) {
    assertThatExceptionOfType(ProofDoesNotHold.class).isThrownBy(() -> proof.verify(leaf, root));
  }
}
