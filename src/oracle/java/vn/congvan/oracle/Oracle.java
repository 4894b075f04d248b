package vn.congvan.oracle;

import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.executor.signature.DefaultSignatureProcessExecutor;
import eu.europa.esig.dss.validation.policy.ValidationPolicyLoader;
import eu.europa.esig.dss.validation.reports.Reports;
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
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Judges signed PDFs with EU DSS, by its default policy with the levels in the file it is given ({@code strict-policy.properties}) and by its default policy
 * alone. One line in: a PDF, a folder of trusted certificates and, when revocation data are to be asked for, the word {@code revocation}, parted by tabs. One
 * line out: a part a signature, parted by tabs, each {@code indication;sub-indication;format;indication by the default policy;what becomes of its
 * time-stamps;errors and warnings}; or {@code
 * !} and why it could not judge.
 *
 * <p>Without that word no revocation data are asked for: a signature of level B-B or B-T brings none, and nothing is fetched here. Pages are not drawn to be
 * compared: the policy would only be informed of it.
 */
public final class Oracle {
  private static final List<String> OF_REVOCATION =
      List.of("RevocationDataAvailable", "AcceptableRevocationDataFound");

  private final Policies policies;
  private final Policies withoutRevocation;

  private record Policies(ValidationPolicy strict, ValidationPolicy plain) {}

  private Oracle(Path policyFile) throws IOException {
    var levels = new Properties();
    try (var in = Files.newBufferedReader(policyFile)) {
      levels.load(in);
    }
    String plain;
    try (var in = SignedDocumentValidator.class.getResourceAsStream("/policy/constraint.xml")) {
      plain = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    var strict = plain;
    for (var constraint : levels.stringPropertyNames()) {
      strict = with(strict, constraint, levels.getProperty(constraint));
    }
    policies = new Policies(read(strict), read(plain));
    for (var constraint : OF_REVOCATION) {
      strict = with(strict, constraint, "IGNORE");
      plain = with(plain, constraint, "IGNORE");
    }
    withoutRevocation = new Policies(read(strict), read(plain));
  }

  private static ValidationPolicy read(String policy) {
    return ValidationPolicyLoader.fromValidationPolicy(
            new ByteArrayInputStream(policy.getBytes(StandardCharsets.UTF_8)))
        .create();
  }

  /** A constraint that DSS's policy does not have would be one that is not held to. */
  private static String with(String policy, String constraint, String level) {
    var found = Pattern.compile("<" + constraint + " Level=\"\\w+\"").matcher(policy);
    if (!found.find()) {
      throw new IllegalStateException("the policy of DSS has no constraint " + constraint);
    }
    return found.replaceAll("<" + constraint + " Level=\"" + level + "\"");
  }

  public static void main(String[] args) throws IOException {
    var oracle = new Oracle(Path.of(args[0]));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var parts = line.split("\t", -1);
      String answer;
      try {
        answer =
            oracle.judge(
                Path.of(parts[0]), Path.of(parts[1]), parts.length > 2 && parts[2].equals("revocation"));
      } catch (Exception e) {
        answer = "!" + e;
      }
      out.println(answer.replaceAll("[\\r\\n]+", " "));
    }
  }

  private String judge(Path pdf, Path anchors, boolean revocation) throws IOException {
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
    validator.setEnableEtsiValidationReport(false);
    var by = revocation ? policies : withoutRevocation;
    var reports = validator.validateDocument(by.strict);
    var strict = reports.getSimpleReport();
    var plain = again(reports, by.plain);
    return strict.getSignatureIdList().stream()
        .map(
            id -> {
              var words = new ArrayList<String>();
              add(words, strict, id);
              if (plain.getIndication(id) != strict.getIndication(id)) {
                add(words, plain, id);
              }
              return String.join(
                  ";",
                  String.valueOf(strict.getIndication(id)),
                  strict.getSubIndication(id) == null ? "" : strict.getSubIndication(id).name(),
                  String.valueOf(strict.getSignatureFormat(id)),
                  String.valueOf(plain.getIndication(id)),
                  stamps(strict, id) + stamps(plain, id),
                  String.join(" | ", words).replace(';', ',').replace('\t', ' '));
            })
        .collect(Collectors.joining("\t"));
  }

  /** A signature passes without them too, and has its level by their being there. */
  private static String stamps(SimpleReport report, String id) {
    return report.getSignatureTimestamps(id).stream().map(stamp -> stamp.getIndication() + " ").collect(Collectors.joining());
  }

  private static void add(List<String> words, SimpleReport report, String id) {
    report.getAdESValidationErrors(id).forEach(m -> words.add("error: " + m.getValue()));
    report.getAdESValidationWarnings(id).forEach(m -> words.add("warning: " + m.getValue()));
  }

  /** What was found in the file, held to another policy. */
  private static SimpleReport again(Reports reports, ValidationPolicy policy) {
    var executor = new DefaultSignatureProcessExecutor();
    executor.setDiagnosticData(reports.getDiagnosticDataJaxb());
    executor.setValidationPolicy(policy);
    executor.setCurrentTime(reports.getDiagnosticDataJaxb().getValidationDate());
    return executor.execute().getSimpleReport();
  }

  private static List<CertificateToken> certificates(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().map(file -> DSSUtils.loadCertificate(file.toFile())).toList();
    }
  }
}
