package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.congvan.document.AgencyCode;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabCircle;
import vn.congvan.trust.stamp.TimeStamps;

/** A leader, a clerk, and the lab's servers, whose addresses their certificates name. */
final class RaisingDesk implements AutoCloseable {
  final LabCircle lab;
  final Desk desk;
  private final Path folder;
  private final KeyRing ring = new KeyRing(SigningRules.standard());

  RaisingDesk(Path folder) {
    this.folder = folder;
    this.lab = new LabCircle(folder);
    this.desk = new Desk(folder);
  }

  Path anchors() {
    return lab.services.pki().anchorsFolder();
  }

  SigningKey leader(KeyKind kind) {
    var holder = lab.services.pki().issuePerson("ld-" + kind, "Lê Thị Bình", "UBND Huế", kind);
    return ring.key(holder.keyFile(), holder.passwordFile());
  }

  SigningKey agency(KeyKind kind) {
    var holder =
        lab.services.pki().issueAgency(new AgencyCode("H57." + kind.ordinal()), "UBND Huế", kind);
    return ring.key(holder.keyFile(), holder.passwordFile());
  }

  /** A letter signed and sealed. */
  Path sealed(KeyKind kind, TimeStamps stamps) throws IOException {
    var signer = new PdfSigner(CryptoProviders.best(), stamps);
    var signed = folder.resolve("signed-%s.pdf".formatted(kind));
    var prepared = desk.write("prepared.pdf", desk.prepared(Sources.letter()));
    write(
        signed,
        signer.signAsLeader(
            prepared,
            new LeaderSignature(
                leader(kind), Desk.HAND, lab.clock.instant(), "Lê Thị Bình", null)));
    var sealed = folder.resolve("sealed-%s.pdf".formatted(kind));
    return write(
        sealed,
        signer.seal(
            signed,
            new Seal(
                agency(kind),
                Desk.STAMP,
                Desk.NUMBER,
                Desk.DATE,
                lab.clock.instant(),
                "Ủy ban nhân dân thành phố Huế")));
  }

  PdfRaiser raiser() {
    return raiser(lab.stamps());
  }

  PdfRaiser raiser(TimeStamps stamps) {
    return new PdfRaiser(CryptoProviders.best(), stamps, lab.validationData(), lab.clock);
  }

  Path raised(Path file, PadesLevel level) throws IOException {
    return write(folder.resolve(level + ".pdf"), raiser().raise(file, level).pdf());
  }

  static Path write(Path to, SignedPdf pdf) throws IOException {
    try (var out = Files.newOutputStream(to)) {
      pdf.writeTo(out);
    }
    return to;
  }

  @Override
  public void close() {
    lab.close();
  }
}
