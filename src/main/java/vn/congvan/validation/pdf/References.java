package vn.congvan.validation.pdf;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The references a value holds, its own and those of what is nested in it. */
public final class References {
  private References() {}

  public static void forEach(PdfValue value, Consumer<PdfValue.Ref> sink) {
    var open = new ArrayDeque<PdfValue>();
    open.push(value);
    while (!open.isEmpty()) {
      var next = open.pop();
      if (next instanceof PdfValue.Ref ref) {
        sink.accept(ref);
      } else if (next instanceof PdfValue.Array array) {
        array.items().forEach(item -> pushContainer(open, item));
      } else if (next instanceof PdfValue.Dict dict) {
        dict.entries().values().forEach(item -> pushContainer(open, item));
      } else if (next instanceof PdfValue.Stream stream) {
        open.push(stream.dict());
      }
    }
  }

  private static void pushContainer(ArrayDeque<PdfValue> open, PdfValue item) {
    if (item instanceof PdfValue.Ref
        || item instanceof PdfValue.Array
        || item instanceof PdfValue.Dict) {
      open.push(item);
    }
  }
}
