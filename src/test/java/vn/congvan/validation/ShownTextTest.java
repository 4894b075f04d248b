package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.congvan.validation.pdf.Limits;
import vn.congvan.validation.pdf.PdfBytes;
import vn.congvan.validation.pdf.PdfFile;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.shown.ShownText;

/** What an appearance shows, or that it cannot be told. */
class ShownTextTest {
  private static final String AB = "<00410042>";

  private static Optional<String> shown(String content) {
    return shownBy(Letter.look(content));
  }

  private static Optional<String> shownBy(String look) {
    var objects = new TreeMap<>(Letter.prepared());
    objects.put(12, look);
    var file =
        PdfFile.read(PdfBytes.of(PdfDraft.original(objects, Letter.TRAILER)), Limits.standard());
    var widget =
        new PdfValue.Dict(Map.of("AP", new PdfValue.Dict(Map.of("N", new PdfValue.Ref(12, 0)))));
    return ShownText.of(widget, file.lastView());
  }

  @Test
  void plainTextIsReadInTheOrderItIsShown() {
    for (var content :
        List.of(
            "BT /F1 12 Tf 2 5 Td %s Tj ET",
            "/Tx BMC q 1 1 238 18 re W n BT 0 g /F1 12 Tf 1 0 0 1 2 5 Tm %s Tj ET Q EMC",
            "BT 0.1 0.1 0.1 rg /F1 12 Tf 2 5 Td [<0041> -30 <0042>] TJ ET",
            "BT 0 0 0 1 k /F1 6 Tf 2 5 Td <0041> Tj 20 0 Td <0042> Tj ET",
            "q 2 0 0 2 0 0 cm BT /F1 6 Tf 2 3 Td %s Tj ET Q")) {
      assertThat(shown(content.replace("%s", AB))).as(content).contains("AB");
    }
    assertThat(shown("")).contains("");
    assertThat(shown("q Q")).contains("");
  }

  @Test
  void anAppearanceMayBeTurnedWithItsPage() {
    for (var matrix :
        List.of("1 0 0 1 0 0", "0 1 -1 0 240 0", "-1 0 0 -1 240 20", "0 -1 1 0 0 20")) {
      assertThat(
              shownBy(
                  Letter.look("BT /F1 12 Tf 2 5 Td <0041> Tj ET")
                      .replace("/BBox", "/Matrix [%s] /BBox".formatted(matrix))))
          .contains("A");
    }
  }

  @Test
  void whatCouldShowSomethingElseIsNotKnown() {
    for (var content :
        List.of(
            "BT 1 g /F1 12 Tf 2 5 Td %s Tj ET",
            "BT 1 1 0 rg /F1 12 Tf 2 5 Td %s Tj ET",
            "BT 0 0 0 0 k /F1 12 Tf 2 5 Td %s Tj ET",
            "BT 3 Tr /F1 12 Tf 2 5 Td %s Tj ET",
            "BT 7 Tr /F1 12 Tf 2 5 Td %s Tj ET",
            "BT /F1 1 Tf 2 5 Td %s Tj ET",
            "BT /F1 -12 Tf 2 5 Td %s Tj ET",
            "BT /F1 12 Tf 2 500 Td %s Tj ET",
            "BT /F1 12 Tf -20 5 Td %s Tj ET",
            "BT /F1 12 Tf 1 Tz 2 5 Td %s Tj ET",
            "BT /F1 12 Tf -1 0 0 1 50 5 Tm %s Tj ET",
            "BT /F1 12 Tf 0 1 -1 0 50 5 Tm %s Tj ET",
            "q 0 0 1 1 re W n BT /F1 12 Tf 2 5 Td %s Tj ET Q",
            "q 100 0 10 20 re W n BT /F1 12 Tf 2 5 Td %s Tj ET Q",
            "q 0 0 0.001 0.001 0 0 cm BT /F1 12 Tf 2 5 Td %s Tj ET Q",
            "BT /F1 12 Tf 2 5 Td %s Tj ET 0 0 240 20 re f",
            "BT /F1 12 Tf 2 5 Td %s Tj ET /Im Do",
            "/GS gs BT /F1 12 Tf 2 5 Td %s Tj ET",
            "BT /F2 12 Tf 2 5 Td %s Tj ET",
            "BT 2 5 Td %s Tj ET",
            "BT /F1 12 Tf 2 5 Td <0000> Tj ET",
            "BT /F1 12 Tf 2 5 Td <00> Tj ET",
            "BT /F1 12 Tf 2 5 Td 7 Tj ET",
            "BT /F1 12 Tf 2 5 Td %s",
            "BI /W 1 /H 1 ID x EI",
            "BT /F1 12 Tf (unbalanced",
            "Q")) {
      assertThat(shown(content.replace("%s", AB))).as(content).isEmpty();
    }
  }

  @Test
  void anAppearanceThatIsNoPlainFormIsNotKnown() {
    var content = "BT /F1 12 Tf 2 5 Td %s Tj ET".replace("%s", AB);
    for (var matrix :
        List.of(
            "-1 0 0 1 0 0", "2 0 0 2 0 0", "1 1 0 1 0 0", "0 1 1 0 0 0", "0 0 0 0 0 0", "1 0")) {
      assertThat(
              shownBy(
                  Letter.look(content).replace("/BBox", "/Matrix [%s] /BBox".formatted(matrix))))
          .as(matrix)
          .isEmpty();
    }
    assertThat(shownBy(Letter.look(content).replace("/BBox [0 0 240 20]", ""))).isEmpty();
    assertThat(shownBy(Letter.look(content).replace("/Length", "/Filter /LZWDecode /Length")))
        .isEmpty();
    assertThat(shownBy("<< /On 4 0 R >>")).isEmpty();
  }
}
