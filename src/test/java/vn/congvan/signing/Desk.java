package vn.congvan.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.Loader;
import vn.congvan.app.lab.SealImage;
import vn.congvan.document.AgencyCode;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Holder;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabPki;

/** A leader and a clerk at work: keys, pictures, and where fields go on a page of A4. */
final class Desk {
  static final Instant SIGNED_AT = Instant.parse("2026-11-20T02:15:30Z");
  static final Instant SEALED_AT = Instant.parse("2026-11-20T03:05:00Z");
  static final String NUMBER = "Số: 05/UBND-VX";
  static final String DATE = "Thành phố Huế, ngày 20 tháng 11 năm 2026";
  static final String CITY = "Ủy ban nhân dân thành phố Huế";
  static final SignatureImage HAND = image(vn.congvan.app.lab.SignatureImage.png("Lê Thị Bình"));
  static final SignatureImage STAMP = image(SealImage.png("ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ"));

  private static final Lab LAB = new Lab();

  final Path folder;
  final PdfSigner signer = new PdfSigner(CryptoProviders.best());

  /** One lab for all tests of the JVM: making keys is most of what a test would do otherwise. */
  private static final class Lab {
    final LabPki pki;
    final KeyRing ring = new KeyRing(SigningRules.standard());
    final Map<String, SigningKey> keys = new ConcurrentHashMap<>();

    Lab() {
      try {
        var folder = Files.createTempDirectory("lab");
        pki = LabPki.open(folder, Clock.fixed(SIGNED_AT, ZoneOffset.UTC), CryptoProviders.best());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Desk(Path folder) {
    this.folder = folder;
  }

  static Path anchors() {
    return LAB.pki.anchorsFolder();
  }

  static LabPki pki() {
    return LAB.pki;
  }

  static SigningKey leaderKey(KeyKind kind) {
    return LAB.keys.computeIfAbsent(
        "leader" + kind,
        name -> {
          var holder = leader(kind);
          return LAB.ring.key(holder.keyFile(), holder.passwordFile());
        });
  }

  static Holder leader(KeyKind kind) {
    return LAB.pki.issuePerson(
        "ld-" + kind.name().toLowerCase(Locale.ROOT), "Lê Thị Bình", "UBND Huế", kind);
  }

  static SigningKey agencyKey(KeyKind kind) {
    return LAB.keys.computeIfAbsent(
        "agency" + kind,
        name -> {
          var holder = agency(kind);
          return LAB.ring.key(holder.keyFile(), holder.passwordFile());
        });
  }

  static Holder agency(KeyKind kind) {
    var code = new AgencyCode("H57." + kind.ordinal());
    return LAB.pki.issueAgency(code, CITY, kind);
  }

  /** Where Decree 30 has the four on the first and the last page. */
  static FieldLayout layout(byte[] pdf) throws IOException {
    try (var document = Loader.loadPDF(pdf)) {
      var last = document.getNumberOfPages() - 1;
      var signature = new Box(340, 185, 140, 70);
      return new FieldLayout(
          new FieldLayout.Place(last, signature),
          new FieldLayout.Place(
              last,
              FieldLayout.sealOver(
                  signature.fit(HAND.width(), HAND.height()), SealImage.DIAMETER_MM * Box.MM)),
          new FieldLayout.TextPlace(
              0,
              new Box(87, 716, 193, 22),
              13,
              FieldLayout.Typeface.UPRIGHT,
              FieldLayout.Align.CENTRE),
          new FieldLayout.TextPlace(
              0,
              new Box(298, 716, 240, 22),
              13,
              FieldLayout.Typeface.ITALIC,
              FieldLayout.Align.CENTRE));
    }
  }

  byte[] prepared(byte[] source) throws IOException {
    var file = write("source.pdf", source);
    try (var plain = PlainPdf.prepare(file, layout(source))) {
      return bytes(plain::writeTo);
    }
  }

  byte[] preparedAttachment(byte[] source) throws IOException {
    try (var plain = PlainPdf.prepareAttachment(write("attachment.pdf", source))) {
      return bytes(plain::writeTo);
    }
  }

  byte[] signed(byte[] prepared, KeyKind kind) throws IOException {
    return bytes(sign(prepared, kind)::writeTo);
  }

  SignedPdf sign(byte[] prepared, KeyKind kind) throws IOException {
    return signer.signAsLeader(write("prepared.pdf", prepared), byLeader(kind));
  }

  byte[] sealed(byte[] signed, KeyKind kind) throws IOException {
    return bytes(signer.seal(write("signed.pdf", signed), byAgency(kind))::writeTo);
  }

  byte[] sealedAttachment(byte[] prepared, KeyKind kind) throws IOException {
    return bytes(
        signer.sealAttachment(write("prepared.pdf", prepared), onAttachment(kind))::writeTo);
  }

  byte[] preparedCopy(byte[] source) throws IOException {
    try (var plain = PlainPdf.prepareCopy(write("copy.pdf", source), false)) {
      return bytes(plain::writeTo);
    }
  }

  byte[] sealedCopy(byte[] prepared, CopyForm form, String name, KeyKind kind) throws IOException {
    var seal = new CopySeal(agencyKey(kind), form, SEALED_AT, name, null);
    return bytes(signer.sealCopy(write("prepared.pdf", prepared), seal)::writeTo);
  }

  static LeaderSignature byLeader(KeyKind kind) {
    return new LeaderSignature(leaderKey(kind), HAND, SIGNED_AT, "Lê Thị Bình", null);
  }

  static Seal byAgency(KeyKind kind) {
    return new Seal(agencyKey(kind), STAMP, NUMBER, DATE, SEALED_AT, CITY);
  }

  static AttachmentSeal onAttachment(KeyKind kind) {
    return new AttachmentSeal(agencyKey(kind), "05/UBND-VX", SEALED_AT, CITY);
  }

  Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  /** Writes to a stream. */
  @FunctionalInterface
  interface Writing {
    void to(java.io.OutputStream out) throws IOException;
  }

  static byte[] bytes(Writing writing) throws IOException {
    var out = new ByteArrayOutputStream();
    writing.to(out);
    return out.toByteArray();
  }

  private static SignatureImage image(byte[] png) {
    try {
      return SignatureImage.fromPng(png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
