package vn.congvan.validation.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.congvan.validation.PdfDraft.concat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.congvan.validation.PdfDraft;

/** One byte changed, left out or put in, anywhere, and a file cut off anywhere. */
class DamageTest {
  private static final long SEED = 20261122L;
  private static final int SAMPLE = 350;

  private static final List<Parent> PARENTS = Parents.all();

  private static Parent smallest() {
    return PARENTS.get(0);
  }

  private static List<Parent> larger() {
    return PARENTS.stream()
        .filter(
            p ->
                p.name.equals("leader and seal, streams")
                    || p.name.contains("B-T, ")
                    || p.name.contains("B-LTA"))
        .toList();
  }

  @Test
  void everyByteOfASignedLetterCountsButThoseNamed() {
    var reasons = flipped(smallest(), IntStream.range(0, smallest().bytes.length));

    assertThat(reasons)
        .containsExactlyInAnyOrder(
            Insignificant.CAPITALS,
            Insignificant.VERSION,
            Insignificant.ISSUER_NAME,
            Insignificant.OTHER_CERTIFICATE);
  }

  @Test
  void aSampleOfTheBytesOfLargerFilesCounts() {
    for (var parent : larger()) {
      flipped(parent, new Random(SEED).ints(SAMPLE, 0, parent.bytes.length));
    }
  }

  @Tag("nightly")
  @Test
  void everyByteOfEverySoundFileCounts() {
    for (var parent : PARENTS) {
      flipped(parent, IntStream.range(0, parent.bytes.length));
    }
  }

  /** Why bytes were not missed as they were; fails for one without a reason. */
  private static Set<Insignificant> flipped(Parent parent, IntStream positions) {
    var gap = new LastGap(parent);
    var reasons = new ConcurrentSkipListSet<Insignificant>();
    var wrong = new ConcurrentSkipListSet<String>();
    positions
        .parallel()
        .forEach(
            position -> {
              var old = parent.bytes[position];
              for (var now : others(old, gap.holds(position))) {
                var damaged = parent.bytes.clone();
                damaged[position] = now;
                if (parent.judge(damaged).valid()) {
                  gap.reason(position, old, now)
                      .ifPresentOrElse(
                          reasons::add,
                          () ->
                              wrong.add(
                                  "%d -> %02x %s"
                                      .formatted(position, now, around(parent, position))));
                }
              }
            });

    assertThat(wrong).as("bytes of '%s' that nobody misses", parent).isEmpty();
    return reasons;
  }

  private static Set<Byte> others(byte old, boolean digit) {
    var others = new java.util.TreeSet<Byte>();
    others.add((byte) (old ^ 1));
    others.add((byte) (old ^ 0x20));
    others.add((byte) (old ^ 0x80));
    others.add((byte) 0);
    if (digit) {
      others.add((byte) Character.forDigit((Character.digit(old, 16) + 9) % 16, 16));
    }
    others.remove(old);
    return others;
  }

  private static String around(Parent parent, int position) {
    return PdfDraft.text(
        Arrays.copyOfRange(
            parent.bytes, Math.max(0, position - 8), Math.min(parent.bytes.length, position + 8)));
  }

  @Test
  void aFileCutOffAnywhereIsNotWhatItWas() {
    cut(smallest());
    cut(PARENTS.get(2));
  }

  /** Where an earlier revision ends, the file is what it was then, and its signatures are fewer. */
  private static void cut(Parent parent) {
    var signatures = parent.judge(parent.bytes).signatures().size();
    var passed =
        IntStream.range(0, parent.signedLength())
            .parallel()
            .filter(
                length -> {
                  var report = parent.judge(Arrays.copyOf(parent.bytes, length));
                  return report.valid() && report.signatures().size() >= signatures;
                })
            .boxed()
            .toList();

    assertThat(passed).as("lengths at which '%s' passes", parent).isEmpty();
  }

  @Test
  void aByteLeftOutOrPutInIsSeen() {
    shifted(smallest(), 7);
    larger().forEach(parent -> shifted(parent, parent.bytes.length / 200));
  }

  @Tag("nightly")
  @Test
  void everyByteLeftOutOrPutInIsSeen() {
    PARENTS.forEach(parent -> shifted(parent, 1));
  }

  private static void shifted(Parent parent, int step) {
    var passed =
        IntStream.rangeClosed(0, (parent.signedLength() - 1) / step)
            .parallel()
            .map(i -> i * step)
            .filter(
                at ->
                    parent.judge(without(parent.bytes, at)).valid()
                        || parent.judge(with(parent.bytes, at, (byte) ' ')).valid()
                        || parent.judge(with(parent.bytes, at, parent.bytes[at])).valid())
            .boxed()
            .toList();

    assertThat(passed).as("bytes of '%s' left out or put in that nobody misses", parent).isEmpty();
  }

  private static byte[] without(byte[] file, int at) {
    return concat(Arrays.copyOf(file, at), Arrays.copyOfRange(file, at + 1, file.length));
  }

  private static byte[] with(byte[] file, int at, byte more) {
    return concat(
        Arrays.copyOf(file, at), new byte[] {more}, Arrays.copyOfRange(file, at, file.length));
  }
}
