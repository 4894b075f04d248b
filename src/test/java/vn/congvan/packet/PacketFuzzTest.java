package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes, it is a packet or a problem, and nothing else. */
class PacketFuzzTest {
  private static final PacketLimits LIMITS = new PacketLimits(100_000, 50_000, 5, 16, 20_000);

  /** What markup and its traps are made of. */
  private static final List<String> BITS =
      List.of(
          "<",
          ">",
          "/>",
          "</",
          "&",
          "&#0;",
          "&#x41;",
          "&lt;",
          "<!--",
          "-->",
          "<![CDATA[",
          "]]>",
          "<!DOCTYPE a [",
          "]>",
          "<!ENTITY a \"b\">",
          "&a;",
          "<?xml ",
          "?>",
          "'",
          "\"",
          "=",
          ":",
          "xmlns",
          "cid:",
          "UEsDB",
          "====",
          "\u0000",
          "\uFFFF",
          "\r\n",
          "2026/02/30",
          "-1",
          "99999999999999999999",
          "<edXML:To>",
          "</edXML:To>",
          "<edXML:StatusCode>03</edXML:StatusCode>",
          "<edXML:MessageHeader>",
          "encoding=\"UTF-16\"",
          "encoding=\"EBCDIC-CP-US\"",
          "version=\"1.1\"");

  @TempDir Path folder;

  @Test
  void aChangedPacketIsAPacketOrAProblem() throws Exception {
    fuzz(20260305, 4_000);
  }

  @Test
  @Tag("nightly")
  void aChangedPacketIsAPacketOrAProblemAllNight() throws Exception {
    fuzz(System.nanoTime(), 1_000_000);
  }

  private void fuzz(long seed, int rounds) throws Exception {
    var packets = new Packets(folder, LIMITS);
    var originals = new ArrayList<byte[]>();
    for (var name :
        List.of(
            "kit-style.edxml",
            "no-prefix-and-another-order.edxml",
            "files-before-the-header.edxml",
            "status.edxml")) {
      originals.add(Packets.fixture(name));
    }
    originals.add(packets.write(packets.full()));
    var random = new Random(seed);
    var readable = 0;
    for (var round = 0; round < rounds; round++) {
      var bytes = originals.get(random.nextInt(originals.size()));
      for (var more = random.nextInt(8); more < 8; more += 1 + random.nextInt(8)) {
        bytes = bytes.length == 0 ? bytes : changed(bytes, random);
      }
      try {
        var read = packets.read(bytes);
        readable++;
        assertThat(read.packetHash()).isEqualTo(Packets.sha256(bytes));
        assertThat(packets.inQuarantine()).isEqualTo(read.uploads().size());
        read.uploads().forEach(packets.content::discard);
      } catch (PacketProblem problem) {
        assertThat(problem.reason().code()).startsWith("PACKET.");
      } catch (Exception | StackOverflowError e) {
        throw new AssertionError("seed %d, round %d".formatted(seed, round), e);
      }
      assertThat(packets.inQuarantine()).as("seed %d, round %d", seed, round).isZero();
    }
    // Neither is all of it refused at the first byte, nor does every change go unnoticed.
    assertThat(readable).isBetween(rounds / 30, rounds * 19 / 20);
  }

  private static byte[] changed(byte[] bytes, Random random) {
    var at = random.nextInt(bytes.length);
    var end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(3) > 0 ? 8 : 400));
    return switch (random.nextInt(7)) {
      case 0 -> {
        var flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 1 ->
          joined(
              Arrays.copyOf(bytes, at), new byte[0], Arrays.copyOfRange(bytes, end, bytes.length));
      case 2 ->
          joined(
              Arrays.copyOf(bytes, end), new byte[0], Arrays.copyOfRange(bytes, at, bytes.length));
      case 3 -> Arrays.copyOf(bytes, at + 1);
      case 4 -> {
        var from = random.nextInt(bytes.length);
        var piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + end - at));
        yield joined(Arrays.copyOf(bytes, at), piece, Arrays.copyOfRange(bytes, at, bytes.length));
      }
      default -> {
        var bit = BITS.get(random.nextInt(BITS.size())).getBytes(UTF_8);
        var rest = random.nextBoolean() ? at : Math.min(bytes.length, at + bit.length);
        yield joined(Arrays.copyOf(bytes, at), bit, Arrays.copyOfRange(bytes, rest, bytes.length));
      }
    };
  }

  private static byte[] joined(byte[] start, byte[] middle, byte[] end) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(start);
    out.writeBytes(middle);
    out.writeBytes(end);
    return out.toByteArray();
  }
}
