package vn.congvan.validation.pdf;

/** Objects kept together in one stream (ISO 32000-2 §7.5.7). */
final class ObjectStream {
  private final IndirectObject container;
  private final PdfBytes data;
  private final Budget budget;
  private final int[] numbers;
  private final long[] offsets;

  ObjectStream(IndirectObject container, byte[] data, Budget budget) {
    this.container = container;
    this.data = PdfBytes.of(data);
    this.budget = budget;
    var dict = ((PdfValue.Stream) container.value()).dict();
    var first = number(dict, "First");
    var count = (int) number(dict, "N");
    if (count > data.length / 3) {
      throw PdfProblem.malformed(container.start(), "an object stream too short");
    }
    budget.objects(count, container.start());
    numbers = new int[count];
    offsets = new long[count];
    var lexer = new Lexer(this.data, budget, 0);
    for (var i = 0; i < count; i++) {
      lexer.skipWhite();
      numbers[i] = lexer.objectNumber();
      lexer.skipWhite();
      offsets[i] = first + lexer.digits();
      if (i > 0 && offsets[i] <= offsets[i - 1]) {
        throw PdfProblem.malformed(container.start(), "an object stream out of order");
      }
    }
    lexer.skipWhite();
    if (count > 0 && lexer.position() > offsets[0]) {
      throw PdfProblem.malformed(container.start(), "an object stream whose objects overlap");
    }
  }

  long bytes() {
    return data.size();
  }

  int size() {
    return numbers.length;
  }

  int number(int index) {
    return numbers[index];
  }

  IndirectObject object(int number, int index) {
    if (index >= numbers.length || numbers[index] != number) {
      throw PdfProblem.malformed(
          container.start(), "object " + number + " is not where its entry says");
    }
    budget.nextObject();
    var reader = new ObjectReader(data, budget, offsets[index]);
    var value = reader.value();
    reader.skipWhite();
    var end = index + 1 < offsets.length ? offsets[index + 1] : data.size();
    if (reader.position() != end) {
      throw PdfProblem.malformed(container.start(), "more than one value for object " + number);
    }
    return new IndirectObject(number, 0, value, container.start(), container.end(), true);
  }

  private long number(PdfValue.Dict dict, String key) {
    if (dict.get(key) instanceof PdfValue.Int i
        && i.value() >= 0
        && i.value() <= Integer.MAX_VALUE) {
      return i.value();
    }
    throw PdfProblem.malformed(container.start(), "an object stream without /" + key);
  }
}
