package vn.congvan.validation.shown;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;

/** What the codes of one font mean: by its ToUnicode map, or plain ASCII in a Latin encoding. */
final class Font {
  private final @Nullable ToUnicode map;
  private final int bytesPerCode;

  private Font(@Nullable ToUnicode map, int bytesPerCode) {
    this.map = map;
    this.bytesPerCode = bytesPerCode;
  }

  static Optional<Font> of(PdfValue.@Nullable Dict dict, PdfView view) {
    if (dict == null) {
      return Optional.empty();
    }
    var composite = dict.is("Subtype", "Type0");
    var encoding = view.resolve(dict.get("Encoding"));
    if (dict.is("Subtype", "Type3")
        || composite && !(encoding instanceof PdfValue.Name n && n.value().equals("Identity-H"))) {
      return Optional.empty();
    }
    var bytes = composite ? 2 : 1;
    if (view.resolve(dict.get("ToUnicode")) instanceof PdfValue.Stream stream) {
      return ToUnicode.read(view.decode(stream), view.file()).map(map -> new Font(map, bytes));
    }
    var latin =
        encoding == PdfValue.Null.NULL
            || encoding instanceof PdfValue.Name n && n.value().endsWith("Encoding");
    return composite || !latin ? Optional.empty() : Optional.of(new Font(null, bytes));
  }

  /** Empty when one of the codes stands for nothing. */
  Optional<String> text(byte[] codes) {
    var text = new StringBuilder();
    for (var i = 0; i < codes.length; i += bytesPerCode) {
      if (i + bytesPerCode > codes.length) {
        return Optional.empty();
      }
      var code = codes[i] & 0xff;
      if (bytesPerCode == 2) {
        code = code << 8 | codes[i + 1] & 0xff;
      }
      var part = map == null ? ascii(code) : map.text(code);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      text.append(part.get());
    }
    return Optional.of(text.toString());
  }

  private static Optional<String> ascii(int code) {
    return code >= ' ' && code < 0x7f ? Optional.of(String.valueOf((char) code)) : Optional.empty();
  }
}
