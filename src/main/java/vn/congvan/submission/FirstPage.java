package vn.congvan.submission;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * Whether the first page bears a secrecy mark. Laying out a page's text costs as much as signing
 * it, so most pages are let through by a look at their letters alone: where no MẬT is spelled,
 * whatever its marks and spaces, no line can be one.
 */
final class FirstPage {
  private static final String LETTERS_OF_EVERY_MARK = "MAT";

  private FirstPage() {}

  static boolean bearsSecrecyMark(PDDocument pdf) throws IOException {
    if (!PageLetters.of(pdf.getPage(0)).maySpell(LETTERS_OF_EVERY_MARK)) {
      return false;
    }
    var stripper = new PDFTextStripper();
    stripper.setStartPage(1);
    stripper.setEndPage(1);
    for (var line : stripper.getText(pdf).split("\\R", -1)) {
      if (SecrecyMark.isMark(line)) {
        return true;
      }
    }
    return false;
  }
}
