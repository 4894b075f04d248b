package vn.congvan.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;
import vn.congvan.content.ContentStore;
import vn.congvan.document.ContentHash;
import vn.congvan.document.StatusCode;
import vn.congvan.document.Urgency;

/** Packets and a content store for tests of reading and writing them. */
final class Packets {
  static final Instant NOW = Instant.parse("2026-03-05T04:05:06Z");
  static final byte[] PDF = pdf(33_000);

  private final Path folder;
  final ContentStore content;
  final PacketReader reader;

  Packets(Path folder) {
    this(folder, PacketLimits.standard());
  }

  Packets(Path folder, PacketLimits limits) {
    this.folder = folder;
    this.content = new ContentStore(folder, Clock.systemUTC());
    this.reader = new PacketReader(content, limits);
  }

  /** A document with every field there is, and two files. */
  DocumentPacket full() {
    var annex = "Phụ lục: 1 < 2 & 3 > 2\n".getBytes(UTF_8);
    return new DocumentPacket(
        new OrganizationInfo(
            "H57",
            "Chính phủ",
            "Ủy ban nhân dân thành phố Huế",
            "16 Lê Lợi",
            "ubnd@hue.gov.vn",
            "02343822584",
            "02343822585",
            "https://hue.gov.vn"),
        List.of(
            OrganizationInfo.of("H57.12", "Ủy ban nhân dân phường Hương Trà"),
            OrganizationInfo.of("000.00.31.H57", "Ủy ban nhân dân xã A Lưới 1")),
        "H57,2026/03/05,05/UBND-VX",
        new DocumentPacket.DocumentCode("05", "UBND-VX"),
        new DocumentPacket.PromulgationInfo("Huế", LocalDate.of(2026, 3, 5)),
        new DocumentPacket.PacketDocumentType(2, 18, "Công văn"),
        "V/v <chuyển đổi số> & \"đô thị\" văn minh 😀",
        "Tóm tắt ]]> dòng một\ndòng hai\tcột",
        new DocumentPacket.SignerInfo("KT.", "Phó Chủ tịch", "Trần Văn Bình"),
        LocalDate.of(2026, 3, 31),
        new OtherInfo(
            Urgency.VERY_URGENT, "Lưu hành nội bộ", "TVB", 3, 12, List.of("Phụ lục I", "Bảng kê")),
        List.of(
            new ResponseFor("G22", "7816/VPCP-TTĐT", "uuid-1", LocalDate.of(2025, 9, 30)),
            new ResponseFor("G22", null, "uuid-2", null)),
        2,
        "1",
        List.of("Như trên", "Lưu: VT"),
        List.of("NV-1", "NV-2"),
        List.of(new TraceHeader("H57", NOW), new TraceHeader("000.00.00.G22", NOW.plusSeconds(9))),
        new Business(
            Business.BusinessType.REPLACE,
            "H57,2026/03/01,04/UBND-VX",
            "Thay thế văn bản ban hành nhầm",
            true,
            new StaffInfo("Văn phòng", "Nguyễn Thị Cúc", "0912345678", "cuc@hue.gov.vn")),
        List.of(
            file("main", "05-UBND-VX.pdf", "application/pdf", PDF),
            file("annex-1", "Phụ lục.txt", "text/plain", annex)));
  }

  /** A document with no more than it must have, and one file. */
  DocumentPacket plain() {
    return with(file("main", "05-UBND-VX.pdf", "application/pdf", PDF));
  }

  static DocumentPacket with(PacketAttachment... files) {
    return plain("V/v chuyển đổi số", List.of(files));
  }

  static DocumentPacket withSubject(String subject) {
    return plain(subject, List.of());
  }

  private static DocumentPacket plain(String subject, List<PacketAttachment> files) {
    return new DocumentPacket(
        OrganizationInfo.of("H57", "Ủy ban nhân dân thành phố Huế"),
        List.of(OrganizationInfo.of("H57.12", "Ủy ban nhân dân phường Hương Trà")),
        "H57,2026/03/05,05/UBND-VX",
        new DocumentPacket.DocumentCode("05", "UBND-VX"),
        new DocumentPacket.PromulgationInfo("Huế", LocalDate.of(2026, 3, 5)),
        new DocumentPacket.PacketDocumentType(2, null, "Công văn"),
        subject,
        null,
        new DocumentPacket.SignerInfo(null, "Chủ tịch", "Lê Văn An"),
        null,
        OtherInfo.of(Urgency.NORMAL),
        List.of(),
        DocumentPacket.NO_STEERING,
        null,
        List.of(),
        List.of(),
        List.of(),
        Business.newDocument(),
        files);
  }

  static StatusPacket status() {
    return new StatusPacket(
        OrganizationInfo.of("H57.12", "Ủy ban nhân dân phường Hương Trà"),
        new ResponseFor("H57", "05/UBND-VX", "H57,2026/03/05,05/UBND-VX", LocalDate.of(2026, 3, 5)),
        new StaffInfo("Văn phòng", "Hồ Thị Dung", null, null),
        StatusCode.REGISTERED,
        "Vào sổ đến số 1201",
        NOW);
  }

  PacketAttachment file(String id, String name, String type, byte[] bytes) {
    return new PacketAttachment(id, name, type, "", content.put(bytes), bytes.length);
  }

  byte[] write(Packet packet) throws IOException {
    var out = new ByteArrayOutputStream();
    if (packet instanceof DocumentPacket document) {
      new PacketWriter().write(document, content, out);
    } else {
      new PacketWriter().write((StatusPacket) packet, out);
    }
    return out.toByteArray();
  }

  ReadPacket read(byte[] bytes) throws IOException, PacketProblem {
    return reader.read(new ByteArrayInputStream(bytes));
  }

  ReadPacket read(String xml) throws IOException, PacketProblem {
    return read(xml.getBytes(UTF_8));
  }

  /** What is wrong with a packet; nothing of it may stay. */
  PacketProblem problem(byte[] bytes) throws IOException {
    return problem(() -> read(bytes));
  }

  PacketProblem problem(Callable<?> reading) throws IOException {
    var problem = Assertions.catchThrowableOfType(PacketProblem.class, reading::call);
    Assertions.assertThat(problem).as("a packet that should not be readable").isNotNull();
    Assertions.assertThat(inQuarantine()).isZero();
    return problem;
  }

  long inQuarantine() throws IOException {
    try (var files = Files.list(folder.resolve("quarantine"))) {
      return files.count();
    }
  }

  /** The bytes of a file that came. */
  byte[] bytes(ReadPacket packet, int file) throws IOException {
    return Files.readAllBytes(content.path(packet.uploads().get(file)));
  }

  static byte[] fixture(String name) throws IOException {
    try (InputStream in = Packets.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  static ContentHash sha256(byte[] bytes) {
    try {
      return ContentHash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As much of a PDF as these packages look at: it begins like one, and does not compress. */
  private static byte[] pdf(int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    System.arraycopy("%PDF-1.7\n".getBytes(UTF_8), 0, bytes, 0, 9);
    return bytes;
  }
}
