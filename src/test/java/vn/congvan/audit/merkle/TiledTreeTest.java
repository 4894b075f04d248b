package vn.congvan.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TiledTreeTest {
  private final TreeHasher hasher = new TreeHasher();

  @Test
  void theTreeGrownFromItsTilesIsTheTreeOfTheStandard() {
    var naive = NaiveTree.of(700);
    var random = new Random(700);
    var stored = new StoredTiles();
    var tree = new TiledTree();

    while (tree.size() < 700) {
      for (int n = random.nextInt(40); n >= 0 && tree.size() < 700; n--) {
        tree.append(naive.leaf((int) tree.size()));
      }
      stored.put(tree.takeChanged());
      assertThat(tree.root()).isEqualTo(naive.root((int) tree.size()));
      // What a restart sees is what is stored.
      tree = TiledTree.load(tree.size(), stored);
      assertThat(tree.root()).isEqualTo(naive.root((int) tree.size()));
    }
  }

  @Test
  void rootsAtTheTilesBoundariesAreTheKnownOnes() {
    assertRoots(
        Map.of(
            255, "RdqfN0dI4Xo3L3HABCKxLiv5aELx9hxXQP5JTkvs/w8=",
            256, "+F9OrTQIBxC00egIMBVDqquBqgTeuIWZNQ3Cak8vWN4=",
            257, "kYsc7GTzF8duPPVcBTaEHAOe/wZ3LruIKM58F2Aotaw=",
            65536, "3yxgbRFEFvpgC/NJUVLgnjnovj0OLlUBw1KCZTmr2o4=",
            70000, "pipUvjMpT/1aXExjf9dUYwtxqJLoNW46Zmpcin/9FRg="));
  }

  private void assertRoots(Map<Integer, String> roots) {
    var tree = new TiledTree();
    for (int i = 0; i < 70_000; i++) {
      tree.append(hasher.leaf(NaiveTree.entry(i)));
      var root = roots.get(i + 1);
      if (root != null) {
        assertThat(tree.root()).hasToString(root);
      }
    }
  }

  @Test
  void aTreeOf70000HasTheTilesThatTheStandardCounts() throws ProofDoesNotHold {
    var stored = new StoredTiles();
    var tree = new TiledTree();
    for (int i = 0; i < 70_000; i++) {
      tree.append(hasher.leaf(NaiveTree.entry(i)));
    }
    stored.put(tree.takeChanged());

    assertThat(stored.byId).hasSize(274 + 2 + 1);
    stored.byId.forEach((id, tile) -> assertThat(tile.width()).isEqualTo(id.width(70_000)));
    assertThat(new TileId(0, 273).width(70_000)).isEqualTo(112);
    assertThat(new TileId(1, 1).width(70_000)).isEqualTo(17);
    assertThat(new TileId(2, 0).width(70_000)).isEqualTo(1);
    assertThat(new TileId(0, 274).width(70_000)).isZero();
    for (long index : new long[] {0, 255, 256, 65_535, 65_536, 69_999}) {
      new Prover(70_000, new TileNodes(stored))
          .inclusion(index)
          .verify(hasher.leaf(NaiveTree.entry((int) index)), tree.root());
    }
  }

  @Test
  void aTileThatHasGrownStillAnswersForTheSmallerTree() throws ProofDoesNotHold {
    var naive = NaiveTree.of(300);
    var stored = new StoredTiles();
    var tree = new TiledTree();
    for (int i = 0; i < 300; i++) {
      tree.append(naive.leaf(i));
    }
    stored.put(tree.takeChanged());
    var nodes = new TileNodes(stored);

    for (int size = 1; size <= 300; size++) {
      assertThat(TiledTree.load(size, stored).root()).isEqualTo(naive.root(size));
      new Prover(300, nodes).consistency(size).verify(naive.root(size), naive.root(300));
      new Prover(size, nodes).inclusion(size / 2).verify(naive.leaf(size / 2), naive.root(size));
    }
  }

  @Test
  void aCopyGrowsByItself() {
    var naive = NaiveTree.of(20);
    var tree = new TiledTree();
    tree.append(naive.leaf(0));
    var copy = tree.copy();

    for (int i = 1; i < 20; i++) {
      copy.append(naive.leaf(i));
    }

    assertThat(tree.root()).isEqualTo(naive.root(1));
    assertThat(copy.root()).isEqualTo(naive.root(20));
  }

  @Test
  void aTreeOfEqualLeavesHasTheRootThatDoublingGives() {
    var leaf = hasher.leaf(new byte[0]);
    var root = leaf;
    for (int level = 0; level < 17; level++) {
      root = hasher.node(root, root);
    }
    var tree = new TiledTree();
    for (int i = 0; i < 1 << 17; i++) {
      tree.append(leaf);
    }

    assertThat(tree.root()).isEqualTo(root);
  }

  @Test
  @Tag("nightly")
  void everyTreeUpTo70000CanBeLoadedFromItsTiles() {
    var stored = new StoredTiles();
    var tree = new TiledTree();
    for (int size = 1; size <= 70_000; size++) {
      tree.append(hasher.leaf(NaiveTree.entry(size - 1)));
      var changed = tree.takeChanged();
      for (var tile : changed) {
        assertThat(tile.width()).isEqualTo(tile.id().width(size));
      }
      stored.put(changed);
      if (size % 97 == 0) {
        assertThat(TiledTree.load(size, stored).root()).isEqualTo(tree.root());
      }
    }
  }
}
