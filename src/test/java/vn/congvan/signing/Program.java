package vn.congvan.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import vn.congvan.testing.DssOracle;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.validation.Expectations;
import vn.congvan.validation.PdfVerifier;

/** What judges signatures, in the order of the columns of the table. */
enum Program {
  OURS {
    @Override
    List<String> judge(Path pdf, Combination.Level level) throws IOException {
      var report = Verifier.OURS.verify(pdf, Desk.SEALED_AT.plusSeconds(60), Expectations.none());
      return report.signatures().stream()
          .filter(s -> !s.field().startsWith(StampUpdate.FIELD))
          .map(s -> report.valid() ? YES : s.indication() + " " + report.findings())
          .toList();
    }
  },
  BOUNCY_CASTLE {
    @Override
    List<String> judge(Path pdf, Combination.Level level) throws IOException {
      var words = new ArrayList<String>();
      for (var signature : signatures(Files.readAllBytes(pdf))) {
        words.add(Verifier.bouncyCastle(signature));
      }
      return words;
    }
  },
  OPENSSL {
    @Override
    boolean isOfTheTable() throws IOException {
      return run(List.of("openssl", "version")).startsWith("OpenSSL 3.0.");
    }

    @Override
    List<String> judge(Path pdf, Combination.Level level) throws IOException {
      var words = new ArrayList<String>();
      for (var signature : signatures(Files.readAllBytes(pdf))) {
        var cms = Files.write(beside(pdf, ".der"), signature.cms);
        var content = Files.write(beside(pdf, ".bin"), signature.content);
        var said =
            run(
                List.of(
                    "openssl",
                    "cms",
                    "-verify",
                    "-binary",
                    "-inform",
                    "DER",
                    "-in",
                    cms.toString(),
                    "-content",
                    content.toString(),
                    "-CAfile",
                    MatrixKeys.anchors().resolve("root.pem").toString(),
                    "-purpose",
                    "any",
                    "-attime",
                    Long.toString(Desk.SEALED_AT.getEpochSecond()),
                    "-out",
                    "/dev/null"));
        words.add(said.contains("CMS Verification successful") ? YES : said);
      }
      return words;
    }
  },
  PDFSIG {
    @Override
    boolean isOfTheTable() throws IOException {
      return run(List.of("pdfsig", "-v")).contains("22.12");
    }

    @Override
    List<String> judge(Path pdf, Combination.Level level) throws IOException {
      return Arrays.stream(
              run(List.of("pdfsig", "-nocert", pdf.toString())).split("(?m)^Signature #", -1))
          .skip(1)
          // It lists fields that nobody signed and a document's time-stamps, and judges neither.
          .filter(part -> !part.contains("The signature form field is not signed."))
          .filter(part -> !part.contains("Field Name: " + StampUpdate.FIELD))
          .map(part -> part.contains("Signature is Valid.") ? YES : part)
          .toList();
    }
  },
  DSS {
    @Override
    List<String> judge(Path pdf, Combination.Level level) {
      try {
        var said =
            level.level.includes(PadesLevel.B_LT)
                ? DssOracle.judgeWithRevocation(pdf, MatrixKeys.anchors())
                : DssOracle.judge(pdf, MatrixKeys.anchors());
        return said.stream().map(j -> j.passesAs(level.format) ? YES : j.toString()).toList();
      } catch (IllegalStateException e) {
        return List.of(String.valueOf(e.getMessage()));
      }
    }
  };

  static final String YES = "yes";

  private static final Pattern RANGE =
      Pattern.compile("(?<!ETSI\\.RFC3161)/ByteRange \\[0 (\\d+) (\\d+) (\\d+) *\\]");
  private static final long LIMIT_SECONDS = 60;

  /** One signature as others get at it. */
  record Signature(byte[] cms, byte[] content) {}

  /**
   * What it says of each signature of a file, {@link #YES} when it accepts it as what the level
   * claims. One answer for all of them when it does not get as far as the signatures.
   */
  abstract List<String> judge(Path pdf, Combination.Level level) throws IOException;

  /** Whether it is of the version the table speaks of; a later one may accept more. */
  boolean isOfTheTable() throws IOException {
    return true;
  }

  /** Our verifier, and Bouncy Castle's. */
  private static final class Verifier {
    static final PdfVerifier OURS =
        new PdfVerifier(
            new CertificatePaths(TrustAnchors.read(MatrixKeys.anchors()), CryptoProviders.best()),
            CryptoProviders.best());
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    static String bouncyCastle(Signature signature) throws IOException {
      try {
        var data = new CMSSignedData(new CMSProcessableByteArray(signature.content), signature.cms);
        var signer = data.getSignerInfos().getSigners().iterator().next();
        var certificate =
            (X509CertificateHolder)
                data.getCertificates().getMatches(signer.getSID()).iterator().next();
        return signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder().setProvider(PROVIDER).build(certificate))
            ? YES
            : "it does not hold";
      } catch (CMSException | OperatorCreationException | GeneralSecurityException e) {
        return e.toString();
      }
    }
  }

  static List<Signature> signatures(byte[] file) {
    var text = new String(file, StandardCharsets.ISO_8859_1);
    var found = new ArrayList<Signature>();
    var range = RANGE.matcher(text);
    while (range.find()) {
      var gap = Integer.parseInt(range.group(1));
      var after = Integer.parseInt(range.group(2));
      var length = Integer.parseInt(range.group(3));
      var content = Arrays.copyOf(file, gap + length);
      System.arraycopy(file, after, content, gap, length);
      var contents = HexFormat.of().parseHex(text.substring(gap + 1, after - 1));
      found.add(new Signature(Arrays.copyOf(contents, Appended.derLength(contents)), content));
    }
    return found;
  }

  private static Path beside(Path pdf, String ending) {
    return pdf.resolveSibling(pdf.getFileName() + ending);
  }

  static String run(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command.get(0) + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return said;
  }
}
