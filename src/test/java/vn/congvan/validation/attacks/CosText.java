package vn.congvan.validation.attacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.jspecify.annotations.Nullable;

/** Writes again what PDFBox read, one character a byte. */
final class CosText {
  private CosText() {}

  static String of(@Nullable COSBase value) {
    if (value instanceof COSObject object) {
      return object.getKey().getNumber() + " " + object.getKey().getGeneration() + " R";
    }
    if (value instanceof COSStream stream) {
      try (var in = stream.createRawInputStream()) {
        return text(entries(stream))
            + "\nstream\n"
            + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
            + "\nendstream";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (value instanceof COSDictionary dictionary) {
      return text(entries(dictionary));
    }
    if (value instanceof COSArray array) {
      return StreamSupport.stream(array.spliterator(), false)
          .map(CosText::of)
          .collect(Collectors.joining(" ", "[", "]"));
    }
    if (value instanceof COSName name) {
      return "/" + name.getName();
    }
    if (value instanceof COSString string) {
      return "<" + string.toHexString() + ">";
    }
    if (value instanceof COSInteger number) {
      return Long.toString(number.longValue());
    }
    if (value instanceof COSFloat number) {
      return new java.math.BigDecimal(Float.toString(number.floatValue())).toPlainString();
    }
    return value instanceof COSBoolean truth ? Boolean.toString(truth.getValue()) : "null";
  }

  static Map<String, String> entries(COSDictionary dictionary) {
    var entries = new LinkedHashMap<String, String>();
    dictionary
        .entrySet()
        .forEach(entry -> entries.put(entry.getKey().getName(), of(entry.getValue())));
    return entries;
  }

  static String text(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> "/" + entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(" ", "<< ", " >>"));
  }
}
