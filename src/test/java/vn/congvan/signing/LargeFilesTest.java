package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.document.SetAside;
import vn.congvan.trust.lab.KeyKind;

/**
 * Lengths at which others' signatures go wrong: a digit more than was reserved, an int that turns
 * negative. The files are mostly a hole between the last object and the table, which white space
 * may be.
 */
class LargeFilesTest {
  private static final Pattern BYTE_RANGE =
      Pattern.compile("/ByteRange \\[0 (\\d+) (\\d+) (\\d+) *\\]/Contents <([0-9a-f]+)>");

  private static final Pattern XREF_STREAM =
      Pattern.compile("(?s)\\d+ 0 obj\n<<[^\n]*/Type /XRef[^\n]*>>\nstream\n");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {99_999_000L, 100_000_000L, 400_000_000L})
  void offsetsAreRightWhereAnotherDigitIsNeeded(long xref) throws Exception {
    signAndCheck(xref);
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(
      longs = {
        999_990_000L,
        1_000_000_000L,
        Integer.MAX_VALUE - 9_000L,
        1L + Integer.MAX_VALUE,
        0xFFFF_FFFFL - 9_000L,
        0x1_0000_0000L,
        9_999_970_000L
      })
  void offsetsAreRightWhereNumbersOverflow(long xref) throws Exception {
    signAndCheck(xref);
  }

  @Test
  void aFileTooLargeForItsTableIsNotSigned() throws IOException {
    for (var size : new long[] {9_999_999_990L, 10_000_000_000L, 12_000_000_000L}) {
      var file = stretched(size);
      assertThatThrownBy(
              () -> new Desk(folder).signer.signAsLeader(file, Desk.byLeader(KeyKind.P256)))
          .isInstanceOfSatisfying(
              SetAside.class, e -> assertThat(e.reason().code()).isEqualTo("SIGN.TOO_LARGE"));
    }
  }

  /** What is written past the system's memory goes in whole blocks; the rest of a file does not. */
  @ParameterizedTest
  @ValueSource(ints = {1_100_000, (1 << 21) - 1, 1 << 21, (1 << 21) + 1, 3_333_333})
  void aLargeFileIsSavedAsItIsWritten(int xref) throws Exception {
    var file = stretched(xref);
    var signed = new Desk(folder).signer.signAsLeader(file, Desk.byLeader(KeyKind.P256));
    var written = new ByteArrayOutputStream();
    signed.writeTo(written);
    for (var place : List.of(folder, inMemory())) {
      var saved = Files.createTempFile(place, "congvan", ".pdf");
      try {
        var told = new AtomicLong();
        signed.save(saved, told::set);
        assertThat(saved).hasBinaryContent(written.toByteArray());
        assertThat(told).hasValue(signed.size());
      } finally {
        Files.delete(saved);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {600_000, 1_100_000, (1 << 21) - 1, 1 << 21, 3_333_333})
  void aFileSignedIntoAnotherIsWholeThere(int xref) throws Exception {
    var file = anybodys(xref);
    var saved = Files.createTempFile(folder, "congvan", ".pdf");
    var told = new AtomicLong();
    var signed = signedInto(file, saved, told);
    check(file, xref, from -> signed);
    var written = new ByteArrayOutputStream();
    signed.writeTo(written);
    assertThat(saved).hasBinaryContent(written.toByteArray());
    assertThat(told).hasValue(signed.size());
  }

  @Test
  void whereAFileCannotGoIsToldApartFromWhatCannotBeSigned() throws IOException {
    var nowhere = folder.resolve("none").resolve("signed.pdf");
    assertThatThrownBy(() -> signedInto(anybodys(1_100_000), nowhere, new AtomicLong()))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(NoSuchFileException.class);
    var damaged = Files.write(folder.resolve("damaged.pdf"), new byte[2 << 20]);
    var to = Files.createTempFile(folder, "congvan", ".pdf");
    assertThatThrownBy(() -> signedInto(damaged, to, new AtomicLong()))
        .isInstanceOf(SetAside.class);
  }

  private SignedPdf signedInto(Path from, Path to, AtomicLong told) {
    try {
      return new Desk(folder).signer.sign(from, freely(), to, told::set);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file system that has no disk to write to directly, where there is one. */
  private Path inMemory() {
    var shared = Path.of("/dev/shm");
    return Files.isWritable(shared) ? shared : folder;
  }

  @Test
  void aFileThatShrinksOrGrowsAfterItWasSignedIsNotSaved() throws IOException {
    var file = stretched(3_000_000);
    var signed = new Desk(folder).signer.signAsLeader(file, Desk.byLeader(KeyKind.P256));
    var saved = Files.createTempFile(folder, "congvan", ".pdf");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(2_000_000);
      assertThatThrownBy(() -> signed.save(saved, at -> {})).isInstanceOf(IOException.class);
      channel.write(ByteBuffer.allocate(1), 4_000_000);
      assertThatThrownBy(() -> signed.save(saved, at -> {})).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFileThatShrinksOrGrowsAfterItWasSignedIsNotWritten() throws IOException {
    var file = stretched(3_000_000);
    var signed = new Desk(folder).signer.signAsLeader(file, Desk.byLeader(KeyKind.P256));
    signed.writeTo(OutputStream.nullOutputStream());
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(2_000_000);
      assertThatThrownBy(() -> signed.writeTo(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class);
      channel.write(ByteBuffer.allocate(1), 4_000_000);
      assertThatThrownBy(() -> signed.writeTo(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {99_999_000L, 100_000_000L})
  void soAreThoseInAnybodysFile(long xref) throws Exception {
    check(anybodys(xref), xref, signedFreely());
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(
      longs = {
        999_990_000L,
        1_000_000_000L,
        Integer.MAX_VALUE - 9_000L,
        1L + Integer.MAX_VALUE,
        0xFFFF_FFFFL - 9_000L,
        0x1_0000_0000L,
        9_999_970_000L
      })
  void soAreThoseInAnybodysFileWhereNumbersOverflow(long xref) throws Exception {
    check(anybodys(xref), xref, signedFreely());
  }

  @Test
  void aStreamOfReferencesGrowsWithTheFile() throws Exception {
    check(stretchedStream(100_000_000L), 100_000_000L, signedFreely());
  }

  /** A table has ten digits for an offset; a stream has as many bytes as it takes. */
  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(longs = {0xFFFF_FFFFL - 9_000L, 0x1_0000_0000L, 10_000_000_000L, 10_500_000_000L})
  void aStreamOfReferencesGoesBeyondWhereATableEnds(long xref) throws Exception {
    check(stretchedStream(xref), xref, signedFreely());
  }

  /** Signing one means reading all of it; that is for the long campaigns. */
  @Test
  void onlyATableLimitsHowLargeAFileMayBecome() throws Exception {
    try (var file = BaseFile.open(stretchedStream(10_000_000_000L))) {
      assertThat(SourcePdf.read(file).canGrowTo(file.size() + 30_000)).isTrue();
    }
    try (var file = BaseFile.open(anybodys(9_999_970_000L))) {
      assertThat(SourcePdf.read(file).canGrowTo(file.size() + 30_000)).isFalse();
    }
  }

  @Test
  void anybodysFileTooLargeForItsTableIsNotSigned() throws IOException {
    var file = anybodys(10_000_000_000L);
    assertThatThrownBy(() -> signedFreely().apply(file))
        .isInstanceOfSatisfying(
            SetAside.class, e -> assertThat(e.reason().code()).isEqualTo("SIGN.TOO_LARGE"));
  }

  private void signAndCheck(long xref) throws Exception {
    var signer = new Desk(folder).signer;
    check(stretched(xref), xref, file -> signer.signAsLeader(file, Desk.byLeader(KeyKind.P256)));
  }

  private Function<Path, SignedPdf> signedFreely() {
    var signer = new Desk(folder).signer;
    return file -> signer.sign(file, freely());
  }

  private static FreeSignature freely() {
    return new FreeSignature(
        Desk.leaderKey(KeyKind.P256), Desk.SIGNED_AT, "Lê Thị Bình", null, null, null);
  }

  private static void check(Path file, long xref, Function<Path, SignedPdf> sign) throws Exception {
    var size = size(file);
    var signed = sign.apply(file);
    var kept = new Kept(size);
    signed.writeTo(kept);

    assertThat(kept.count).isEqualTo(signed.size());
    assertThat(kept.baseHash()).isEqualTo(signed.baseHash().bytes());
    var update = new String(kept.tail(), StandardCharsets.ISO_8859_1);
    var range = BYTE_RANGE.matcher(update);
    assertThat(range.find()).isTrue();
    var first = Long.parseLong(range.group(1));
    var second = Long.parseLong(range.group(2));
    assertThat(first).isEqualTo(size + range.start(4) - 1);
    assertThat(second).isEqualTo(size + range.end(4) + 1);
    assertThat(second + Long.parseLong(range.group(3))).isEqualTo(signed.size());
    assertThat(update).contains("/Prev %d".formatted(xref));
    var table = update.indexOf("\nxref\n") + 1;
    if (table == 0) {
      table = checkedStream(kept.tail(), size);
    }
    assertThat(update).endsWith("startxref\n%d\n%%%%EOF\n".formatted(size + table));
    var entries = Pattern.compile("(\\d{10}) 00000 n \n").matcher(update);
    while (entries.find()) {
      var at = (int) (Long.parseLong(entries.group(1)) - size);
      assertThat(update.substring(at, at + 12)).matches("(?s)\\d+ 0 obj\n.*");
    }

    var contents = HexFormat.of().parseHex(range.group(4));
    var length = 4 + ((contents[2] & 0xFF) << 8 | contents[3] & 0xFF);
    var cms = new CMSSignedData(Arrays.copyOf(contents, length));
    var attribute =
        cms.getSignerInfos()
            .iterator()
            .next()
            .getSignedAttributes()
            .get(CMSAttributes.messageDigest);
    assertThat(ASN1OctetString.getInstance(attribute.getAttrValues().getObjectAt(0)).getOctets())
        .isEqualTo(kept.digestWithout(range.start(4) - 1, range.end(4) + 1));
  }

  /**
   * Looks up each object where the update's stream says it is.
   *
   * @return where that stream is in the update
   */
  private static int checkedStream(byte[] update, long size) {
    var text = new String(update, StandardCharsets.ISO_8859_1);
    var stream = XREF_STREAM.matcher(text);
    assertThat(stream.find()).as(text).isTrue();
    var widths = Arrays.stream(value(stream.group(), "W")).toArray();
    var index = value(stream.group(), "Index");
    var row = stream.end();
    for (var i = 0; i < index.length; i += 2) {
      for (var number = index[i]; number < index[i] + index[i + 1]; number++) {
        assertThat(update[row]).as("in use").isEqualTo((byte) 1);
        var width = (int) widths[1];
        var at = new BigInteger(1, Arrays.copyOfRange(update, row + 1, row + 1 + width));
        assertThat(text.substring((int) (at.longValueExact() - size)))
            .startsWith(number + " 0 obj\n");
        row += (int) (widths[0] + widths[1] + widths[2]);
      }
    }
    assertThat(text.substring(row)).startsWith("\nendstream");
    return stream.start();
  }

  private static long[] value(String dictionary, String key) {
    var numbers = Pattern.compile("/%s \\[([\\d ]+)\\]".formatted(key)).matcher(dictionary);
    assertThat(numbers.find()).as(dictionary).isTrue();
    return Arrays.stream(numbers.group(1).split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** Anybody's file whose stream of references begins there. */
  private Path stretchedStream(long xref) throws IOException {
    var packed = Sources.packed();
    var text = new String(packed, StandardCharsets.ISO_8859_1);
    var start = Pattern.compile("startxref\\s+(\\d+)\\s").matcher(text);
    assertThat(start.find()).isTrue();
    var at = Integer.parseInt(start.group(1));
    var end = text.substring(at).replaceAll("startxref\\s+\\d+", "startxref\n" + xref);
    return stretched(packed, at, end, xref);
  }

  /** A prepared file whose table begins there. */
  private Path stretched(long xref) throws IOException {
    return stretched(new Desk(folder).prepared(Sources.hybrid()), xref);
  }

  /** The same with fields of other names, so that it is no document of an agency. */
  private Path anybodys(long xref) throws IOException {
    var prepared = new Desk(folder).prepared(Sources.hybrid());
    var renamed =
        new String(prepared, StandardCharsets.ISO_8859_1)
            .replace("/T (leader)", "/T (author)")
            .replace("/T (seal)", "/T (mark)");
    return stretched(renamed.getBytes(StandardCharsets.ISO_8859_1), xref);
  }

  private Path stretched(byte[] prepared, long xref) throws IOException {
    var text = new String(prepared, StandardCharsets.ISO_8859_1);
    var at = text.lastIndexOf("xref\n0 ");
    var end = text.substring(at).replaceAll("startxref\n\\d+\n", "startxref\n%d\n".formatted(xref));
    return stretched(prepared, at, end, xref);
  }

  private Path stretched(byte[] pdf, int until, String end, long at) throws IOException {
    var file = folder.resolve("stretched.pdf");
    try (var channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE))) {
      channel.write(ByteBuffer.wrap(pdf, 0, until), 0);
      channel.write(ByteBuffer.wrap(end.getBytes(StandardCharsets.ISO_8859_1)), at);
    }
    return file;
  }

  private static long size(Path file) throws IOException {
    return java.nio.file.Files.size(file);
  }

  /** Hashes what a disk would have to hold, and keeps what comes after the base. */
  private static final class Kept extends OutputStream {
    private final long base;
    private final MessageDigest digest;
    private final java.io.ByteArrayOutputStream tail = new java.io.ByteArrayOutputStream();
    private long count;

    Kept(long base) throws NoSuchAlgorithmException {
      this.base = base;
      this.digest = MessageDigest.getInstance("SHA-256");
    }

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      var ofBase = (int) Math.max(0, Math.min(length, base - count));
      digest.update(bytes, from, ofBase);
      tail.write(bytes, from + ofBase, length - ofBase);
      count += length;
    }

    byte[] tail() {
      return tail.toByteArray();
    }

    byte[] baseHash() throws CloneNotSupportedException {
      return ((MessageDigest) digest.clone()).digest();
    }

    byte[] digestWithout(int from, int to) {
      digest.update(tail(), 0, from);
      digest.update(tail(), to, tail.size() - to);
      return digest.digest();
    }
  }
}
