package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.testing.ArchivalOracle;
import vn.congvan.trust.lab.KeyKind;

/** A file that is PDF/A-2b (ISO 19005-2) when it is handed in is so when it is sealed. */
class ArchivalTest {
  @TempDir Path folder;

  private Desk desk;

  @BeforeEach
  void atTheDesk() {
    desk = new Desk(folder);
  }

  @Test
  void aDocumentThatIsPdfAStaysPdfAUntilItIsSealed() throws IOException {
    var source = Sources.archival();
    assertArchival("source", source);
    var prepared = desk.prepared(source);
    assertOnlyUnfilled("prepared", prepared);
    var signed = desk.signed(prepared, KeyKind.RSA2048);
    assertOnlyUnfilled("signed", signed);
    assertArchival("sealed", desk.sealed(signed, KeyKind.P256));
  }

  @Test
  void anAttachmentThatIsPdfAStaysPdfA() throws IOException {
    var prepared = desk.preparedAttachment(Sources.archival());
    assertOnlyUnfilled("prepared", prepared);
    assertArchival("sealed", desk.sealedAttachment(prepared, KeyKind.P256));
  }

  @Test
  void aCopyOfWhatIsPdfAIsPdfA() throws IOException {
    var prepared = desk.preparedCopy(Sources.archival());
    assertArchival("copy", desk.sealedCopy(prepared, CopyForm.FULL, Desk.CITY, KeyKind.P256));
  }

  @Test
  void theJudgeSeesWhatIsNotPdfA() throws IOException {
    var spoilt = new String(Sources.archival(), StandardCharsets.ISO_8859_1);
    assertThat(ArchivalOracle.faults(desk.write("no-intent.pdf", Sources.letter())))
        .anyMatch(fault -> fault.startsWith("6.6.4") || fault.startsWith("6.6.2"));
    assertThat(
            ArchivalOracle.faults(
                desk.write(
                    "spoilt.pdf",
                    spoilt
                        .replace("/OutputIntents", "/OutputIntenty")
                        .getBytes(StandardCharsets.ISO_8859_1))))
        .isNotEmpty();
  }

  /**
   * A field has no appearance before it is filled (decision 0021), which PDF/A wants of every
   * widget that can be seen. Nothing else may be wrong meanwhile.
   */
  private void assertOnlyUnfilled(String name, byte[] pdf) throws IOException {
    assertThat(ArchivalOracle.faults(desk.write(name + "-archival.pdf", pdf)))
        .as(name)
        .singleElement()
        .satisfies(fault -> assertThat(fault).startsWith("6.3.3-1 "));
  }

  private void assertArchival(String name, byte[] pdf) throws IOException {
    assertThat(ArchivalOracle.faults(desk.write(name + "-archival.pdf", pdf))).as(name).isEmpty();
  }
}
