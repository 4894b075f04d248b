package vn.congvan.oracle;

import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges signed PDFs with EU DSS. One line in: a PDF and a folder of trusted certificates, parted by a tab. One line out:
 * a part a signature, parted by tabs, each {@code indication;sub-indication;format;errors and warnings}; or {@code !} and why it
 * could not judge.
 *
 * <p>The policy is DSS's own made strict: any change it cannot explain, and any break of DocMDP, FieldMDP or a field's lock,
 * fails. It asks for no revocation data, which the laboratory's certificates have none of; and it lets annotations overlap, because
 * Decree 30/2020 has the seal cover part of the leader's signature.
 */
public final class Oracle {
  private static final List<String> MUST_HOLD =
      List.of("DocMDP", "FieldMDP", "SigFieldLock", "UndefinedChanges", "ByteRangeCollision", "StructuralValidation");
  private static final List<String> NOT_ASKED =
      List.of("RevocationDataAvailable", "AcceptableRevocationDataFound", "PdfAnnotationOverlap");

  private final byte[] policy;

  private Oracle() throws IOException {
    try (var in = SignedDocumentValidator.class.getResourceAsStream("/policy/constraint.xml")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (var constraint : MUST_HOLD) {
        text = text.replaceAll("<" + constraint + " Level=\"\\w+\"", "<" + constraint + " Level=\"FAIL\"");
      }
      for (var constraint : NOT_ASKED) {
        text = text.replaceAll("<" + constraint + " Level=\"\\w+\"", "<" + constraint + " Level=\"IGNORE\"");
      }
      policy = text.getBytes(StandardCharsets.UTF_8);
    }
  }

  public static void main(String[] args) throws IOException {
    var oracle = new Oracle();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var parts = line.split("\t", -1);
      String answer;
      try {
        answer = oracle.judge(Path.of(parts[0]), Path.of(parts[1]));
      } catch (Exception e) {
        answer = "!" + e;
      }
      out.println(answer.replaceAll("[\\r\\n]+", " "));
    }
  }

  private String judge(Path pdf, Path anchors) throws IOException {
    var trusted = new CommonTrustedCertificateSource();
    for (var certificate : certificates(anchors)) {
      trusted.addCertificate(certificate);
    }
    var verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    verifier.setAIASource(null);

    var differences = new DefaultPdfDifferencesFinder();
    differences.setMaximalPagesAmountForVisualComparison(0);
    var factory = new PdfBoxNativeObjectFactory();
    factory.setPdfDifferencesFinder(differences);

    var validator = new PDFDocumentValidator(new FileDocument(pdf.toFile()));
    validator.setCertificateVerifier(verifier);
    validator.setPdfObjFactory(factory);
    var reports = validator.validateDocument(new ByteArrayInputStream(policy));
    var simple = reports.getSimpleReport();
    return simple.getSignatureIdList().stream()
        .map(
            id -> {
              var words = new ArrayList<String>();
              simple.getAdESValidationErrors(id).forEach(m -> words.add("error: " + m.getValue()));
              simple.getAdESValidationWarnings(id).forEach(m -> words.add("warning: " + m.getValue()));
              return String.join(
                  ";",
                  String.valueOf(simple.getIndication(id)),
                  simple.getSubIndication(id) == null ? "" : simple.getSubIndication(id).name(),
                  String.valueOf(simple.getSignatureFormat(id)),
                  String.join(" | ", words).replace(';', ',').replace('\t', ' '));
            })
        .collect(Collectors.joining("\t"));
  }

  private static List<CertificateToken> certificates(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().map(file -> DSSUtils.loadCertificate(file.toFile())).toList();
    }
  }
}
