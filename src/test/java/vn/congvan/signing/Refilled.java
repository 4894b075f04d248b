package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What somebody does who gives a sealed document another number, by appending as a signer does. */
final class Refilled {
  private Refilled() {}

  static byte[] number(Path sealed, String text) throws IOException {
    try (var base = BaseFile.open(sealed)) {
      var file = PreparedPdf.read(base);
      var form = file.object(file.object(file.root()).reference("AcroForm"));
      var increment = new Increment(base.size(), file.size(), 1 << 14);
      for (var number : form.references("Fields")) {
        var widget = file.object(number);
        if (widget.require("T").equals("(number)")) {
          var look =
              Appearance.text(
                  increment,
                  Frame.of(widget),
                  text,
                  widget.require("DA"),
                  widget.number("Q"),
                  form.dictionary("DR").dictionary("Font"));
          increment.object(
              number,
              widget.with("V", PdfText.string(text)).with("AP", "<</N %d 0 R>>".formatted(look)));
        }
      }
      increment.end(file.trailer(), file.startXref());
      return Desk.bytes(
          out -> {
            out.write(Files.readAllBytes(sealed));
            out.write(increment.buffer(), 0, increment.position());
          });
    } catch (NotOurs e) {
      throw new IllegalStateException(e);
    }
  }
}
