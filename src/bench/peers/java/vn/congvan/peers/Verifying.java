package vn.congvan.peers;

import eu.europa.esig.dss.enumerations.MimeTypeEnum;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Judges with EU DSS and says how fast: its default policy, no source of revocation, its visual comparison of pages off. One
 * line in, parts by tabs: who ({@code dss}), the folder of PDFs, how many signatures each has, the folder of anchors, two
 * parts that are another's, and how many milliseconds of processor time to spend. One line out: see {@link Rates}.
 */
public final class Verifying {
  private int next;

  private Verifying() {}

  public static void main(String[] args) throws Exception {
    Rates.serve(new Verifying()::answer);
  }

  private String answer(String[] parts) throws Exception {
    if (!parts[0].equals("dss")) {
      throw new IllegalArgumentException("no peer is called " + parts[0]);
    }
    var signatures = Integer.parseInt(parts[2]);
    var pdfs = files(Path.of(parts[1]));
    var trusted = new CommonTrustedCertificateSource();
    for (var anchor : files(Path.of(parts[3]))) {
      trusted.addCertificate(DSSUtils.loadCertificate(anchor.toFile()));
    }
    return Rates.of(parts[6], () -> judge(pdfs.get(next++ % pdfs.size()), signatures, trusted));
  }

  private static long judge(Path pdf, int signatures, CommonTrustedCertificateSource trusted)
      throws IOException {
    var verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    verifier.setAIASource(null);
    var differences = new DefaultPdfDifferencesFinder();
    differences.setMaximalPagesAmountForVisualComparison(0);
    var objects = new PdfBoxNativeObjectFactory();
    objects.setPdfDifferencesFinder(differences);
    var validator =
        new PDFDocumentValidator(
            new InMemoryDocument(Files.readAllBytes(pdf), "a.pdf", MimeTypeEnum.PDF));
    validator.setPdfObjFactory(objects);
    validator.setCertificateVerifier(verifier);
    var found = validator.validateDocument().getDiagnosticData().getSignatures();
    var sound = found.stream().filter(s -> s.isSignatureIntact() && s.isSignatureValid()).count();
    if (sound != signatures) {
      throw new IllegalStateException("it finds %d sound signatures".formatted(sound));
    }
    return sound;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
