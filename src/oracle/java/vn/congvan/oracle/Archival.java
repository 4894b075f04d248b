package vn.congvan.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Says with veraPDF whether files are PDF/A-2b. One line in: a PDF. One line out: nothing when it is; what is wrong, each once, parted by
 * {@code |}; or {@code !} and why it could not judge.
 */
public final class Archival {
  private Archival() {}

  public static void main(String[] args) throws IOException {
    VeraGreenfieldFoundryProvider.initialise();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      String answer;
      try {
        answer = faults(Path.of(line));
      } catch (Exception e) {
        answer = "!" + e;
      }
      out.println(answer.replaceAll("[\\r\\n]+", " "));
    }
  }

  private static String faults(Path pdf) throws Exception {
    try (var in = Files.newInputStream(pdf);
        var parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFA_2_B);
        var validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false)) {
      var result = validator.validate(parser);
      return result.getTestAssertions().stream()
          .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
          .map(
              assertion ->
                  "%s-%d %s".formatted(
                      assertion.getRuleId().getClause(), assertion.getRuleId().getTestNumber(), assertion.getMessage()))
          .distinct()
          .collect(Collectors.joining("|"));
    }
  }
}
