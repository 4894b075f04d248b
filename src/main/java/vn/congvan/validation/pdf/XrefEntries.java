package vn.congvan.validation.pdf;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What one cross-reference section says of each object: where it is, or that it is free. */
final class XrefEntries {
  static final byte FREE = 0;
  static final byte IN_USE = 1;
  static final byte COMPRESSED = 2;

  private int[] numbers = new int[16];
  private byte[] kinds = new byte[16];
  private long[] wheres = new long[16];
  private int[] details = new int[16];
  private int size;

  /**
   * @param where the offset, or the number of the object stream
   * @param detail the generation, or the index in the object stream
   */
  void add(int number, byte kind, long where, int detail) {
    if (size == numbers.length) {
      var larger = size * 2;
      numbers = Arrays.copyOf(numbers, larger);
      kinds = Arrays.copyOf(kinds, larger);
      wheres = Arrays.copyOf(wheres, larger);
      details = Arrays.copyOf(details, larger);
    }
    numbers[size] = number;
    kinds[size] = kind;
    wheres[size] = where;
    details[size++] = detail;
  }

  /** After the last entry. @throws PdfProblem when one object has two entries */
  void complete(long offset) {
    var sorted = true;
    for (var i = 1; i < size && sorted; i++) {
      sorted = numbers[i - 1] < numbers[i];
    }
    if (!sorted) {
      sort();
      for (var i = 1; i < size; i++) {
        if (numbers[i - 1] == numbers[i]) {
          throw PdfProblem.malformed(offset, "object " + numbers[i] + " listed twice");
        }
      }
    }
  }

  private void sort() {
    var order =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) -> Integer.compare(numbers[a], numbers[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    numbers = IntStream.of(order).map(i -> numbers[i]).toArray();
    var newKinds = new byte[size];
    for (var i = 0; i < size; i++) {
      newKinds[i] = kinds[order[i]];
    }
    kinds = newKinds;
    wheres = IntStream.of(order).mapToLong(i -> wheres[i]).toArray();
    details = IntStream.of(order).map(i -> details[i]).toArray();
  }

  int size() {
    return size;
  }

  /** The index of the object's entry, negative when there is none. */
  int find(int number) {
    return Arrays.binarySearch(numbers, 0, size, number);
  }

  int number(int index) {
    return numbers[index];
  }

  byte kind(int index) {
    return kinds[index];
  }

  long where(int index) {
    return wheres[index];
  }

  int detail(int index) {
    return details[index];
  }

  /** Indexes of the entries of one kind, in the order of offsets, or of object streams. */
  int[] inOrder(byte kind) {
    return IntStream.range(0, size)
        .filter(i -> kinds[i] == kind)
        .boxed()
        .sorted((a, b) -> Long.compare(wheres[a], wheres[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
