package vn.congvan.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.congvan.signing.FieldLayout.Place;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.stamp.TimeStamps;

/**
 * Makes the file of each combination: a document under its leader's signature and its agency's seal
 * when two are to be seen, else somebody's file as it is, with so many signatures appended. What a
 * device signs is always a document, alone or with its seal.
 *
 * <p>Of levels B-T and B-LT each signature is made with a time-stamp, where it is made here; those
 * of level B-LTA are made without, and all time-stamps are the document's.
 */
final class MatrixFiles {
  private static final int ANY_NUMBER = 1_000_000_000;
  private static final String NAME = "Lê Thị Bình";

  private final Path folder;
  private final Desk desk;
  private final DeviceSigner devices = new DeviceSigner(CryptoProviders.best());
  private final TimeStamps stamps;
  private final PdfSigner stamping;
  private final PdfRaiser raiser;
  private final Map<List<Object>, byte[]> sources = new ConcurrentHashMap<>();

  MatrixFiles(Path folder) {
    this.folder = folder;
    this.desk = new Desk(folder);
    var lab = MatrixKeys.lab();
    this.stamps =
        new TimeStamps(
            List.of(lab.server(ANY_NUMBER, Duration.ofMinutes(1), Duration.ofSeconds(20))));
    this.stamping = new PdfSigner(CryptoProviders.best(), stamps);
    this.raiser = new PdfRaiser(CryptoProviders.best(), stamps, lab.validationData(), lab.clock);
  }

  /** One after the other: steps between are in files of the same name. */
  byte[] make(Combination one) throws IOException {
    var level = one.level().level;
    var signed = write(isDocument(one) ? document(one) : appended(one));
    var raised = level == PadesLevel.B_B ? null : raiser.raise(signed, level);
    var file = raised == null ? Files.readAllBytes(signed) : Desk.bytes(raised.pdf()::writeTo);
    var reached = raiser.level(write(file));
    if (reached != level) {
      throw new IllegalStateException("%s came to %s".formatted(one, reached));
    }
    return file;
  }

  private PdfSigner signer(Combination one) {
    return one.level().stamped ? stamping : desk.signer;
  }

  private byte[] document(Combination one) throws IOException {
    var signed = one.kept().isDevice() ? byDevice(one) : byLeader(one);
    if (one.signatures() == 1) {
      return signed;
    }
    var kept = one.kept().isDevice() ? KeySource.PKCS12 : one.kept();
    var seal =
        new Seal(
            MatrixKeys.key(kept, one.key(), one.rules(), false),
            Desk.STAMP,
            Desk.NUMBER,
            Desk.DATE,
            Desk.SEALED_AT,
            "UBND Huế");
    return Desk.bytes(signer(one).seal(write(signed), seal)::writeTo);
  }

  private byte[] byLeader(Combination one) throws IOException {
    var request = new LeaderSignature(key(one), Desk.HAND, Desk.SIGNED_AT, NAME, null);
    return Desk.bytes(signer(one).signAsLeader(write(source(one)), request)::writeTo);
  }

  /** The session is kept between the phases, as a node keeps it. */
  private byte[] byDevice(Combination one) throws IOException {
    var device = key(one);
    var form = one.kept() == KeySource.DEVICE ? DeviceForm.RAW : DeviceForm.CMS;
    try {
      var chain = new ArrayList<byte[]>();
      for (var certificate : device.chain()) {
        chain.add(certificate.getEncoded());
      }
      var known = DeviceKey.of(chain, one.rules());
      var prepared = write(source(one));
      var request = new LeaderSignature(known, Desk.HAND, Desk.SIGNED_AT, NAME, null);
      var kept = devices.prepare(prepared, request, form).encoded();
      var pending = PendingSignature.decode(kept);
      var made =
          form == DeviceForm.RAW
              ? device.sign(pending.toSign())
              : DeviceSoftware.holding(device).cms(pending);
      return Desk.bytes(devices.complete(prepared, pending, made)::writeTo);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] appended(Combination one) throws IOException {
    var signed = source(one);
    for (var i = 0; i < one.signatures(); i++) {
      var request =
          new FreeSignature(
              key(one),
              Desk.SIGNED_AT.plusSeconds(i),
              NAME,
              null,
              one.visible() ? new Place(0, new Box(20 + 110 * i, 20, 90, 45)) : null,
              one.visible() ? Desk.HAND : null);
      signed = Desk.bytes(signer(one).sign(write(signed), request)::writeTo);
    }
    return signed;
  }

  static boolean isDocument(Combination one) {
    return one.visible() && one.signatures() == 2 || one.kept().isDevice();
  }

  private byte[] source(Combination one) {
    return sources.computeIfAbsent(
        List.of(one.source(), isDocument(one)),
        any -> {
          try {
            var source =
                one.source() == Combination.Source.TABLE ? Sources.letter() : Sources.packed();
            return isDocument(one) ? desk.prepared(source) : source;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(folder.resolve("step.pdf"), file);
  }

  /** It signs with nothing else than was asked for. */
  private static SigningKey key(Combination one) {
    var key = MatrixKeys.key(one.kept(), one.key(), one.rules(), true);
    if (key.scheme() != one.scheme()) {
      throw new IllegalStateException("%s signs with %s".formatted(one, key.scheme()));
    }
    return key;
  }
}
