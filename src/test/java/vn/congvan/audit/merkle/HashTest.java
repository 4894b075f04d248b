package vn.congvan.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
  private final TreeHasher hasher = new TreeHasher();

  @Test
  void leavesAndNodesAreHashedAsInRfc6962() {
    assertThat(hasher.leaf(new byte[0]).hex())
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(hasher.leaf("L123456".getBytes(StandardCharsets.US_ASCII)).hex())
        .isEqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    assertThat(new RightEdge().root()).isEqualTo(Hash.EMPTY_TREE);
  }

  @Test
  void aLeafIsNeverANode() {
    var left = hasher.leaf(new byte[] {1});
    var right = hasher.leaf(new byte[] {2});
    var sideBySide = new byte[2 * Hash.BYTES];
    left.copyTo(sideBySide, 0);
    right.copyTo(sideBySide, Hash.BYTES);

    assertThat(hasher.leaf(sideBySide)).isNotEqualTo(hasher.node(left, right));
  }

  @Test
  void aHashIsWrittenInBase64AndReadBack() {
    assertThat(Hash.parse(Hash.EMPTY_TREE.toString())).isEqualTo(Hash.EMPTY_TREE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA",
        " 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
      })
  void noOtherTextIsAHash(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Hash.parse(text));
  }
}
