package vn.congvan.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ForgedPacketTest {
  private static final byte[] PDF = pdf("003000320");
  private static final String SECOND = "<Attachment>UEsDBA==</Attachment></edXML>";

  @Test
  void oneDigitOfTheNumberIsAnotherAndNothingElseOfThePacket() throws IOException {
    var forged = ForgedPacket.of(packet(Base64.getEncoder()), "02/UBND");

    assertThat(forged.number()).isEqualTo("92/UBND");
    assertThat(forged.pdf()).isEqualTo(pdf("003900320"));
    var text = new String(forged.bytes(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("<edXML><Attachment>UEsDB").endsWith(SECOND);
    assertThat(firstFile(text)).isEqualTo(forged.pdf());
  }

  @Test
  void itHasAnotherHashThanThePacketAsItWasSent() throws IOException {
    var once = ForgedPacket.of(packet(Base64.getEncoder()), "02/UBND");
    var twice = ForgedPacket.of(once.bytes(), "92/UBND");

    assertThat(twice.number()).isEqualTo("12/UBND");
    assertThat(twice.hash()).isNotEqualTo(once.hash());
  }

  @Test
  void base64InLinesIsReadToo() throws IOException {
    var forged = ForgedPacket.of(packet(Base64.getMimeEncoder()), "02/UBND");

    assertThat(forged.pdf()).isEqualTo(pdf("003900320"));
  }

  @Test
  void aPacketThatCannotBeForgedIsNotPassedOffAsForged() throws IOException {
    var packet = packet(Base64.getEncoder());

    assertThatThrownBy(() -> ForgedPacket.of(packet, "03/UBND")).isInstanceOf(DemoFailed.class);
    assertThatThrownBy(
            () -> ForgedPacket.of("<edXML/>".getBytes(StandardCharsets.UTF_8), "02/UBND"))
        .isInstanceOf(DemoFailed.class);
  }

  private static byte[] pdf(String digits) {
    return ("%PDF-1.7\n1 0 obj\n<</FT/Tx/T(number)/V<FEFF00531ED1003A0020"
            + digits
            + "02F00550042004E0044>>>\nendobj\nstream …")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packet(Base64.Encoder base64) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("02-UBND.pdf"));
      zip.write(PDF);
      zip.closeEntry();
    }
    return ("<edXML><Attachment>"
            + base64.encodeToString(bytes.toByteArray())
            + "</Attachment>"
            + SECOND)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] firstFile(String packet) throws IOException {
    var start = packet.indexOf("UEsDB");
    var zip = Base64.getDecoder().decode(packet.substring(start, packet.indexOf('<', start)));
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      in.getNextEntry();
      return in.readAllBytes();
    }
  }
}
