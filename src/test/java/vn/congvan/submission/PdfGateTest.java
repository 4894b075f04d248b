package vn.congvan.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static vn.congvan.inspection.OddPdf.array;
import static vn.congvan.inspection.OddPdf.name;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Refused;
import vn.congvan.document.Upload;
import vn.congvan.inspection.OddPdf;
import vn.congvan.inspection.PdfContents;
import vn.congvan.inspection.ReportedFonts;

/** What of a PDF is refused at the door, what is let in to be made plain, what is reported. */
class PdfGateTest {
  @TempDir Path folder;

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("a script at opening", "E13.ACTIVE_CONTENT", OddPdf.script()),
        arguments("a script in a field", "E13.ACTIVE_CONTENT", OddPdf.scriptInAnAnnotation()),
        arguments("a script by name", "E13.ACTIVE_CONTENT", OddPdf.scriptByName()),
        arguments("a program started", "E13.ACTIVE_CONTENT", OddPdf.action("Launch")),
        arguments("a form sent", "E13.ACTIVE_CONTENT", OddPdf.action("SubmitForm")),
        arguments("data fetched", "E13.ACTIVE_CONTENT", OddPdf.action("ImportData")),
        arguments("XFA", "E13.ACTIVE_CONTENT", OddPdf.xfa()),
        arguments("a file inside", "E13.EMBEDDED_FILES", OddPdf.fileInside()),
        arguments(
            "a layer that is off",
            "E13.HIDDEN_LAYERS",
            OddPdf.layers((first, seen, other) -> first.setItem(name("OFF"), array(other)))),
        arguments(
            "all off but one",
            "E13.HIDDEN_LAYERS",
            OddPdf.layers(
                (first, seen, other) -> {
                  first.setItem(name("BaseState"), name("OFF"));
                  first.setItem(name("ON"), array(seen));
                })),
        arguments("a layer not printed", "E13.HIDDEN_LAYERS", OddPdf.layers(notPrinted("OFF"))),
        arguments(
            "a layer for a near look",
            "E13.HIDDEN_LAYERS",
            OddPdf.layers(
                (first, seen, other) -> {
                  var near = new COSDictionary();
                  near.setItem(name("min"), COSInteger.get(2));
                  var usage = new COSDictionary();
                  usage.setItem(name("Zoom"), near);
                  other.setItem(name("Usage"), usage);
                  first.setItem(name("AS"), array(rule("Zoom", other)));
                })),
        arguments(
            "shown while a layer is off",
            "E13.HIDDEN_LAYERS",
            OddPdf.layers((first, seen, other) -> {}, "AllOff")),
        arguments("deep nesting", "E13.DAMAGED", OddPdf.nestedDeeply()),
        arguments("no PDF", "E13.NOT_PDF", "chữ".getBytes(StandardCharsets.UTF_8)),
        arguments("half a PDF", "E13.DAMAGED", Arrays.copyOf(OddPdf.plain(), 400)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatCouldActOrHideIsRefusedWithItsReason(String what, String code, byte[] pdf) {
    assertThatThrownBy(() -> check(pdf))
        .isInstanceOfSatisfying(
            Refused.class,
            e -> {
              assertThat(e.reason().code()).isEqualTo(code);
              assertThat(e.reason().vi()).startsWith("Tệp công văn.pdf ").endsWith(".");
            });
  }

  static Stream<Arguments> letIn() {
    return Stream.of(
        arguments("plain", OddPdf.plain()),
        arguments("a hidden stamp", OddPdf.annotationWithFlags(2)),
        arguments("a stamp for paper", OddPdf.annotationWithFlags(32 + 4)),
        arguments("a filled-in form", OddPdf.formField()),
        arguments("a field for an invisible signature", OddPdf.invisibleSignatureField()),
        arguments("two revisions", OddPdf.twoRevisions()),
        arguments("layers, all on", OddPdf.layers((first, seen, other) -> {})),
        arguments("layers, all printed", OddPdf.layers(notPrinted("ON"))),
        arguments(
            "layers turned on by name",
            OddPdf.layers(
                (first, seen, other) -> {
                  first.setItem(name("BaseState"), name("OFF"));
                  first.setItem(name("ON"), array(seen, other));
                })),
        arguments("shown while a layer is on", OddPdf.layers((first, seen, other) -> {}, "AllOn")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("letIn")
  void whatCanBeMadePlainIsLetInWithoutAWord(String what, byte[] pdf) throws IOException {
    assertThat(check(pdf).fonts()).isEmpty();
  }

  @Test
  void fontsThatAreNotEmbeddedAreReportedByName() throws IOException {
    assertThat(check(OddPdf.fontOfTheReader()).fonts()).containsExactly("Helvetica");
    assertThat(check(OddPdf.fontOfAGraphicsState()).fonts()).containsExactly("Courier");
  }

  @Test
  void hiddenAnnotationsAreCountedButForInvisibleSignatures() throws IOException {
    assertThat(hidden(OddPdf.annotationWithFlags(2))).isEqualTo(1);
    assertThat(hidden(OddPdf.annotationWithFlags(32))).isEqualTo(1);
    assertThat(hidden(OddPdf.annotationWithFlags(4))).isZero();
    assertThat(hidden(OddPdf.invisibleSignatureField())).isZero();
  }

  /** Spoilt bytes of files with something in them: taken or refused, and soon. */
  @Test
  void spoiltFilesAreTakenOrRefused() throws IOException {
    var random = new Random(20261124);
    var sources =
        List.of(
            OddPdf.script(),
            OddPdf.layers(notPrinted("OFF")),
            OddPdf.fontOfTheReader(),
            OddPdf.formField());
    var refused = 0;
    for (var i = 0; i < 120; i++) {
      var bytes = sources.get(i % sources.size()).clone();
      for (var spoilt = 0; spoilt < 4; spoilt++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        check(bytes);
      } catch (Refused e) {
        refused++;
      }
    }
    assertThat(refused).as("some of each").isBetween(10, 119);
  }

  private static OddPdf.Setup notPrinted(String state) {
    return (first, seen, other) -> {
      var print = new COSDictionary();
      print.setItem(name("PrintState"), name(state));
      var usage = new COSDictionary();
      usage.setItem(name("Print"), print);
      other.setItem(name("Usage"), usage);
      first.setItem(name("AS"), array(rule("Print", other)));
    };
  }

  private static COSDictionary rule(String category, COSDictionary layer) {
    var categories = new COSArray();
    categories.add(name(category));
    var rule = new COSDictionary();
    rule.setItem(name("Event"), name("Print"));
    rule.setItem(name("Category"), categories);
    rule.setItem(name("OCGs"), array(layer));
    return rule;
  }

  private static int hidden(byte[] bytes) throws IOException {
    try (var pdf = Loader.loadPDF(bytes)) {
      return PdfContents.of(pdf.getDocument()).hiddenAnnotations();
    }
  }

  private ReportedFonts check(byte[] pdf) throws IOException {
    var file = Files.write(folder.resolve("in.pdf"), pdf);
    var upload =
        new Upload(
            "q", "công văn.pdf", "application/pdf", pdf.length, new ContentHash("0".repeat(64)));
    return new PdfGate(SubmissionLimits.DEFAULT).checkMain(file, upload);
  }
}
