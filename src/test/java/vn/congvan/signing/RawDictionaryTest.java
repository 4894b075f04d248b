package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawDictionaryTest {
  @Test
  void whatIsNotChangedIsWrittenAsItWasRead() throws NotOurs {
    var text =
        "<</A (a \\) (b) >> )/B <</C [1 2 0 R <AB cd>]>>/D /E/F -1.5/G true/H null/I 12 0 R/J 3>>";
    var read = RawDictionary.parse(text + "\nendobj", 0);

    assertThat(read).hasToString(text.replace("/D /E/F", "/D /E/F"));
    assertThat(read.with("F", "2").with("K", "9 0 R"))
        .hasToString(text.replace("-1.5", "2").replace(">>$", "").replaceAll(">>$", "/K 9 0 R>>"));
  }

  @Test
  void valuesAreToldApart() throws NotOurs {
    var read =
        RawDictionary.parse(
            "  <</N 12/R 7 0 R/L [1 0 R 2 0 R]/B [0 -1.5 2 .5]/D <</S /Sig>>/E []>>", 0);

    assertThat(read.number("N")).isEqualTo(12);
    assertThat(read.reference("R")).isEqualTo(7);
    assertThat(read.references("L")).containsExactly(1, 2);
    assertThat(read.references("E")).isEmpty();
    assertThat(read.rectangle("B")).containsExactly(0, -1.5, 2, .5);
    assertThat(read.dictionary("D").is("S", "Sig")).isTrue();
    assertThat(read.get("X")).isEmpty();
    assertThatThrownBy(() -> read.number("R")).isInstanceOf(NotOurs.class);
    assertThatThrownBy(() -> read.reference("N")).isInstanceOf(NotOurs.class);
    assertThatThrownBy(() -> read.rectangle("L")).isInstanceOf(NotOurs.class);
    assertThatThrownBy(() -> read.references("B")).isInstanceOf(NotOurs.class);
    assertThatThrownBy(() -> read.require("X")).isInstanceOf(NotOurs.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "<<",
        "<</A",
        "<</A 1",
        "<</A 1>",
        "<</A (b>>",
        "<</A (b\\",
        "<</A [1>>",
        "<</A <1g>>>",
        "<</A <12",
        "<<1 2>>",
        "<</A 1/A 2>>",
        "<</A )>>",
        "<</A }>>",
        "<</A >>",
        "[1]",
        "<</A %"
      })
  void whatIsNoWholeDictionaryIsRefused(String text) {
    assertThatThrownBy(() -> RawDictionary.parse(text, 0)).isInstanceOf(NotOurs.class);
  }

  @Test
  void nestingAndNumbersHaveLimits() {
    assertThatThrownBy(
            () -> RawDictionary.parse("<</A " + "[".repeat(100) + "]".repeat(100) + ">>", 0))
        .isInstanceOf(NotOurs.class);
    assertThatThrownBy(
            () ->
                RawDictionary.parse("<</A 99999999999999999999/B 99999999999 0 R>>", 0).number("A"))
        .isInstanceOf(NotOurs.class);
    assertThatThrownBy(() -> RawDictionary.parse("<</B 99999999999 0 R>>", 0).reference("B"))
        .isInstanceOf(NotOurs.class);
  }
}
