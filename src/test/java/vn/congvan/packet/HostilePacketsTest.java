package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A packet made to cost its reader memory, time or secrets gets none of them. */
class HostilePacketsTest {
  @TempDir Path folder;

  @Test
  void aPacketThatIsTooLargeIsNotReadToItsEnd() throws Exception {
    var packets = new Packets(folder, DefectsTest.LIMITS);
    var endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            given++;
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) ' ');
            given += length;
            return length;
          }
        };

    var problem =
        packets.problem(
            () ->
                packets.reader.read(
                    new SequenceInputStream(
                        new ByteArrayInputStream("<edXML>".getBytes(UTF_8)), endless)));

    assertThat(problem.reason().code()).isEqualTo("PACKET.TOO_LARGE");
    assertThat(problem.packet()).isEmpty();
    assertThat(endless.given).isLessThan(DefectsTest.LIMITS.maxBytes() + 100_000);
  }

  @Test
  void aBrokenPacketThatIsTooLargeToHashIsNotReadToItsEndEither() throws Exception {
    var packets = new Packets(folder, DefectsTest.LIMITS);
    var bytes = ("<edXML></wrong>" + " ".repeat(300_000)).getBytes(UTF_8);

    var problem = packets.problem(bytes);

    assertThat(problem.reason().code()).isEqualTo("PACKET.NOT_XML");
    assertThat(problem.packet()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "<edXML ", "<edXML></", "<edXML><!--", "<edXML><?a "})
  void aTagWithoutEndIsNotHeldInMemory(String start) throws Exception {
    var bytes = (start + "a".repeat(5_000_000)).getBytes(UTF_8);

    var problem = new Packets(folder).problem(bytes);

    assertThat(problem.reason().code()).isEqualTo("PACKET.TOO_LARGE");
    assertThat(problem.reason().vi()).contains("2 MB");
    assertThat(problem.packet()).contains(Packets.sha256(bytes));
  }

  @Test
  void aPacketOfMoreElementsThanAnybodyNeeds() throws Exception {
    var bytes =
        DefectsTest.good()
            .replace("<Subject>", "<a/>".repeat(100_001) + "<Subject>")
            .getBytes(UTF_8);

    assertThat(new Packets(folder).problem(bytes).reason().vi()).contains("100000 phần tử");
  }

  @Test
  void aStreamThatFailsIsNotThePacketsFault() throws Exception {
    var packets = new Packets(folder);
    var bytes = packets.write(packets.full());
    for (var at : new int[] {0, 10, 1_000, 5_000, 20_000, bytes.length - 20, bytes.length}) {
      var failing =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes, 0, at),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw new IOException("the disk is gone");
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                  throw new IOException("the disk is gone");
                }
              });

      assertThat(catchThrowable(() -> packets.reader.read(failing)))
          .as("after %d bytes", at)
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("the disk is gone");
      assertThat(packets.inQuarantine()).isZero();
    }
  }

  @Test
  void aZipOfTwoFilesIsNotOneFile() throws Exception {
    assertThat(reasonFor(zip(2, 10))).contains("nhiều hơn một tệp");
  }

  @Test
  void aZipOfNothing() throws Exception {
    // An empty archive has no local header, so it is taken for a file that is not packed.
    var directoryOnly = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(directoryOnly)) {
      zip.putNextEntry(new ZipEntry("folder/"));
    }

    assertThat(reasonFor(directoryOnly.toByteArray())).contains("tệp rỗng");
  }

  @Test
  void aZipThatIsCutShortOrChanged() throws Exception {
    var zip = zip(1, 5_000);
    var changed = zip.clone();
    changed[300] ^= 4;

    assertThat(reasonFor(Arrays.copyOf(zip, 400))).contains("ZIP bị hỏng");
    assertThat(reasonFor(Arrays.copyOf(zip, 30))).contains("ZIP bị hỏng");
    assertThat(reasonFor(changed)).contains("ZIP bị hỏng");
  }

  @Test
  void aZipWhoseNameIsNotWhatItClaims() throws Exception {
    var zip = zip(1, 100);
    zip[7] |= 8; // the name is UTF-8
    zip[30] = (byte) 0xFF; // which this is not

    assertThat(reasonFor(zip)).contains("ZIP bị hỏng");
  }

  @Test
  void aZipThatIsEncrypted() throws Exception {
    var zip = zip(1, 100);
    zip[6] |= 1;

    assertThat(reasonFor(zip)).contains("ZIP bị hỏng");
  }

  @Test
  void aZipBombIsNotUnpacked() throws Exception {
    var packets = new Packets(folder, DefectsTest.LIMITS);
    var bytes = withContent(bomb(50_000_000));

    var problem = packets.problem(bytes);

    assertThat(bytes.length).isLessThan(80_000);
    assertThat(problem.reason().code()).isEqualTo("PACKET.TOO_LARGE");
  }

  @Test
  void filesThatAreSmallAloneAreBoundedTogether() throws Exception {
    var limits = new PacketLimits(100_000, 60_000, 10, 16, 20_000);
    var packets = new Packets(folder, limits);
    var file = Base64.getEncoder().encodeToString(bomb(50_000));
    var more = new StringBuilder();
    for (var i = 0; i < 3; i++) {
      more.append(
          "<Attachment><ContentId>%d</ContentId><ContentTransferEncoded>%s</ContentTransferEncoded></Attachment>"
              .formatted(i, file));
    }

    var problem =
        packets.problem(
            DefectsTest.good()
                .replace("</AttachmentEncoded>", more + "</AttachmentEncoded>")
                .getBytes(UTF_8));

    assertThat(problem.reason().code()).isEqualTo("PACKET.TOO_LARGE");
  }

  @Test
  void filesOutsideAreNeverRead() throws Exception {
    var secret = Files.writeString(folder.resolve("secret"), "bí mật");
    var packets = new Packets(folder.resolve("content"));
    for (var doctype :
        new String[] {
          "<!DOCTYPE edXML [<!ENTITY x SYSTEM \"%s\">]>".formatted(secret.toUri()),
          "<!DOCTYPE edXML SYSTEM \"%s\">".formatted(secret.toUri()),
          "<!DOCTYPE edXML [<!ENTITY %% x SYSTEM \"%s\"> %%x;]>".formatted(secret.toUri())
        }) {
      var bytes =
          DefectsTest.good()
              .replace("<edXML ", doctype + "<edXML ")
              .replace("Báo cáo chuyển đổi số", "&x;")
              .getBytes(UTF_8);

      var problem = packets.problem(bytes);

      assertThat(problem.reason().code()).isEqualTo("PACKET.DTD");
      assertThat(problem.reason().toString()).doesNotContain("bí mật");
    }
  }

  @Test
  void aBillionLaughsAreNotExpanded() throws Exception {
    var entities = new StringBuilder("<!DOCTYPE edXML [<!ENTITY a0 \"ha\">");
    for (var i = 1; i < 30; i++) {
      entities.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
    }
    var bytes =
        DefectsTest.good()
            .replace("<edXML ", entities + "]><edXML ")
            .replace("Báo cáo chuyển đổi số", "&a29;")
            .getBytes(UTF_8);

    assertThat(new Packets(folder).problem(bytes).reason().code()).isEqualTo("PACKET.DTD");
  }

  private String reasonFor(byte[] content) throws IOException {
    var problem = new Packets(folder).problem(withContent(content));
    assertThat(problem.reason().code()).isEqualTo("PACKET.BAD_ATTACHMENT");
    return problem.reason().vi();
  }

  private static byte[] withContent(byte[] content) throws IOException {
    return DefectsTest.good()
        .replace(
            "JVBERi0xLjcKbm9pIGR1bmcgdmFuIGJhbiBzbyAxMgolJUVPRgo=",
            Base64.getEncoder().encodeToString(content))
        .getBytes(UTF_8);
  }

  /** Entries that are stored, so that every byte of them is its own. */
  private static byte[] zip(int entries, int size) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var i = 0; i < entries; i++) {
        var bytes = new byte[size];
        Arrays.fill(bytes, (byte) ('a' + i));
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry("tep-%d.pdf".formatted(i));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
    return out.toByteArray();
  }

  private static byte[] bomb(int size) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("bom.pdf"));
      zip.write(new byte[size]);
    }
    return out.toByteArray();
  }
}
