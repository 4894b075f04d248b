package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressBarTest {
  @Test
  void itIsDrawnAgainOnlyWhenItMoves() {
    var console = Console.speaking("vi");
    try (var bar = new ProgressBar(console.terminal(), true, "Kiểm tra", 1_000)) {
      bar.accept(500);
      bar.accept(501);
      bar.accept(1_000);
    }

    assertThat(console.err().split("\r", -1)).hasSize(3);
    assertThat(console.err()).contains("\rKiểm tra [", "]  50 %").endsWith("] 100 %\n");
  }

  @Test
  void aLineIsWrittenWhereTheBarWas() {
    var console = Console.speaking("vi");
    try (var bar = new ProgressBar(console.terminal(), true, "Kiểm tra", 10)) {
      bar.accept(5);
      var drawn = console.err().length() - 1;
      bar.clear();
      assertThat(console.err()).endsWith("\r" + " ".repeat(drawn) + "\r");
    }
  }

  @Test
  void nobodyThereIsShownNothing() {
    var console = Console.speaking("vi");
    try (var bar = new ProgressBar(console.terminal(), false, "Kiểm tra", 10)) {
      bar.accept(5);
      bar.clear();
    }

    assertThat(console.err()).isEmpty();
  }
}
