package vn.congvan.app.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.SetAside;
import vn.congvan.document.WrittenText;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.SignedRevision;

/**
 * A folder with each file as it was when each of its signatures was made. What a later reader must
 * rely on is these bytes, not the file that came, to which something may have been added since.
 */
public final class SignedFolder implements Results {
  private static final int LONGEST_FIELD = 40;

  private final NewFolder folder;
  private final CryptoProviders providers;
  private final Consumer<Reason> unknown;
  private final List<String> lines = new ArrayList<>();

  private SignedFolder(NewFolder folder, CryptoProviders providers, Consumer<Reason> unknown) {
    this.folder = folder;
    this.providers = providers;
    this.unknown = unknown;
  }

  /**
   * @param unknown told why it is not known what a signature signed
   * @throws Halt when there is such a folder already, or none can be made there
   */
  public static SignedFolder open(Path to, CryptoProviders providers, Consumer<Reason> unknown) {
    return new SignedFolder(NewFolder.open(to), providers, unknown);
  }

  @Override
  public void add(Judged judged) {
    var number = 0;
    for (var signature : judged.report().signatures()) {
      var name = "%s.%d.%s".formatted(judged.bareName(), ++number, field(signature));
      var file = folder.place(name, ".pdf");
      write(judged.file(), signature, file)
          .ifPresent(
              sha256 ->
                  lines.add(
                      WrittenText.visible("%s  %s".formatted(sha256.hex(), folder.target(file)))));
    }
  }

  private Optional<ContentHash> write(Path from, SignatureReport signature, Path to) {
    try {
      try (var out =
          new BufferedOutputStream(Files.newOutputStream(to, StandardOpenOption.CREATE_NEW))) {
        var sha256 = SignedRevision.write(from, signature, providers, out);
        out.flush();
        folder.sync(to);
        return Optional.of(sha256);
      } catch (SetAside e) {
        unknown.accept(e.reason());
        Files.delete(to);
        return Optional.empty();
      }
    } catch (IOException e) {
      throw folder.notWritten(e);
    }
  }

  /** No folder when nothing is in it. */
  @Override
  public List<String> finish() {
    if (lines.isEmpty()) {
      unknown.accept(
          new Reason(
              "VERIFY.NOTHING_SIGNED",
              "không tệp nào có chữ ký khớp với nội dung, nên không ghi bản đã ký nào",
              "no file has a signature that matches it, so nothing that was signed is written"));
    } else {
      folder.finish();
    }
    return lines;
  }

  @Override
  public void close() {
    folder.close();
  }

  /** The name of the field, as far as it may be part of a file's name anywhere. */
  private static String field(SignatureReport signature) {
    var name =
        WrittenText.cut(signature.field(), LONGEST_FIELD).replaceAll("[^\\p{L}\\p{N}_-]+", "_");
    return name.isEmpty() ? "signature" : name;
  }
}
