package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read. */
class RoundTripTest {
  @TempDir Path folder;
  private Packets packets;

  @BeforeEach
  void open() {
    packets = new Packets(folder);
  }

  @Test
  void aDocumentWithEveryFieldComesBackAsItWas() throws Exception {
    var bytes = packets.write(packets.full());

    var read = packets.read(bytes);

    assertThat(read.packet()).isEqualTo(packets.full());
    assertThat(read.packetHash()).isEqualTo(Packets.sha256(bytes));
    assertThat(packets.bytes(read, 0)).isEqualTo(Packets.PDF);
    assertThat(new String(packets.bytes(read, 1), UTF_8)).startsWith("Phụ lục: 1 < 2");
    assertThat(read.uploads())
        .extracting(upload -> upload.fileName() + " " + upload.mediaType())
        .containsExactly("05-UBND-VX.pdf application/pdf", "Phụ lục.txt text/plain");
    assertThat(packets.inQuarantine()).isEqualTo(2);
  }

  @Test
  void aDocumentWithTheFewestFieldsComesBackAsItWas() throws Exception {
    assertThat(packets.read(packets.write(packets.plain())).packet()).isEqualTo(packets.plain());
    assertThat(packets.read(packets.write(Packets.with())).packet()).isEqualTo(Packets.with());
  }

  @Test
  void aStatusComesBackAsItWas() throws Exception {
    var bytes = packets.write(Packets.status());

    var read = packets.read(bytes);

    assertThat(read.packet()).isEqualTo(Packets.status());
    assertThat(read.packetHash()).isEqualTo(Packets.sha256(bytes));
    assertThat(read.uploads()).isEmpty();
  }

  @Test
  void equalPacketsAreEqualBytes() throws Exception {
    var first = packets.write(packets.full());
    var zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      assertThat(packets.write(packets.full())).isEqualTo(first);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void filesOfEverySizeComeBackAsTheyWere() throws Exception {
    var random = new Random(3);
    var files = new ArrayList<PacketAttachment>();
    var expected = new ArrayList<byte[]>();
    var sizes = new ArrayList<>(List.of(1, 2, 3, 4, 6_143, 6_144, 6_145, 16_383, 16_384, 16_385));
    for (var i = 0; i < 10; i++) {
      sizes.add(1 + random.nextInt(100_000));
    }
    // So that a ZIP's directory falls before, across and behind the end of a piece of Base64.
    for (var size = 2 * 6_144 - 320; size <= 2 * 6_144; size += 9) {
      sizes.add(size);
    }
    for (var size : sizes) {
      var bytes = new byte[size];
      random.nextBytes(bytes);
      expected.add(bytes);
      var type = size % 2 == 0 ? "application/pdf" : "text/plain";
      files.add(packets.file("f" + files.size(), "tệp " + size, type, bytes));
    }

    var read = packets.read(packets.write(Packets.with(files.toArray(PacketAttachment[]::new))));

    for (var i = 0; i < expected.size(); i++) {
      assertThat(packets.bytes(read, i))
          .as("%d bytes", expected.get(i).length)
          .isEqualTo(expected.get(i));
    }
  }

  @Test
  void whatIsReadCanBeWrittenAgain() throws Exception {
    var bytes = packets.write(packets.full());
    var read = packets.read(bytes);
    read.uploads().forEach(packets.content::keep);

    assertThat(packets.write(read.packet())).isEqualTo(bytes);
  }
}
