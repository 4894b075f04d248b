package vn.congvan.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsStandUnderTheirHeadsWhateverMarksTheLettersBear() {
    var table =
        new Table("Cơ quan", "Việc")
            .row("H57", "Ẵ Ỡ Ữ")
            .row(Normalizer.normalize("Hà Thị Ỷ", Normalizer.Form.NFD), "Ký")
            .row("名前", "Đóng dấu");

    assertThat(table.lines(80))
        .containsExactly(
            "Cơ quan   Việc",
            "────────  ────────",
            "H57       Ẵ Ỡ Ữ",
            "Hà Thị Ỷ  Ký",
            "名前      Đóng dấu");
  }

  @Test
  void aLongLastCellGoesOnUnderItself() {
    var table = new Table("A", "B").row("1", "một hai ba bốn năm sáu bảy tám chín mười");

    assertThat(table.lines(27))
        .containsExactly(
            "A  B",
            "─  ────────────────────────",
            "1  một hai ba bốn năm sáu",
            "   bảy tám chín mười");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    assertThat(new Table("A", "B").row("x\u001b[31m", "a\nb").lines(80))
        .noneMatch(line -> line.contains("\u001b") || line.contains("\n"));
  }
}
