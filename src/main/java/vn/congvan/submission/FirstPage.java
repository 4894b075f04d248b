package vn.congvan.submission;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.text.Normalizer;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.state.Restore;
import org.apache.pdfbox.contentstream.operator.state.Save;
import org.apache.pdfbox.contentstream.operator.state.SetGraphicsStateParameters;
import org.apache.pdfbox.contentstream.operator.text.BeginText;
import org.apache.pdfbox.contentstream.operator.text.EndText;
import org.apache.pdfbox.contentstream.operator.text.SetFontAndSize;
import org.apache.pdfbox.contentstream.operator.text.ShowText;
import org.apache.pdfbox.contentstream.operator.text.ShowTextAdjusted;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLine;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLineAndSpace;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSString;
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
    var letters = new Letters();
    letters.processPage(pdf.getPage(0));
    if (!letters.maySpell(LETTERS_OF_EVERY_MARK)) {
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

  /** The letters a page shows, in the order it shows them, which is the stripper's order too. */
  private static final class Letters extends PDFStreamEngine {
    private final StringBuilder shown = new StringBuilder();
    private boolean unreadable;

    Letters() {
      addOperator(new BeginText(this));
      addOperator(new EndText(this));
      addOperator(new SetFontAndSize(this));
      addOperator(new ShowText(this));
      addOperator(new ShowTextAdjusted(this));
      addOperator(new ShowTextLine(this));
      addOperator(new ShowTextLineAndSpace(this));
      addOperator(new Save(this));
      addOperator(new Restore(this));
      addOperator(new SetGraphicsStateParameters(this));
      addOperator(new DrawObject(this));
    }

    @Override
    public void showTextString(byte[] string) throws IOException {
      var font = getGraphicsState().getTextState().getFont();
      if (font == null) {
        return;
      }
      var in = new ByteArrayInputStream(string);
      while (in.available() > 0) {
        var letter = font.toUnicode(font.readCode(in));
        if (letter == null) {
          unreadable = true;
        } else {
          shown.append(letter);
        }
      }
    }

    @Override
    public void showTextStrings(COSArray array) throws IOException {
      for (var item : array) {
        if (item instanceof COSString string) {
          showTextString(string.getBytes());
        }
      }
    }

    /** Whether it may spell these letters; a glyph whose letter is not known may be any. */
    boolean maySpell(String letters) {
      if (unreadable) {
        return true;
      }
      var only = new StringBuilder(shown.length());
      Normalizer.normalize(shown, Normalizer.Form.NFKD)
          .codePoints()
          .filter(Character::isLetter)
          .forEach(only::appendCodePoint);
      return only.indexOf(letters) >= 0;
    }
  }
}
