package vn.congvan.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.app.words.Verdict;
import vn.congvan.document.Halt;
import vn.congvan.document.Language;
import vn.congvan.document.WrittenText;

/** A folder with a report of each file. */
public final class ReportFolder implements Results {
  private final NewFolder folder;
  private final ReportFormat format;
  private final Language language;
  private final List<String> lines = new ArrayList<>();

  private ReportFolder(NewFolder folder, ReportFormat format, Language language) {
    this.folder = folder;
    this.format = format;
    this.language = language;
  }

  /**
   * @throws Halt when there is such a folder already, or none can be made there
   */
  public static ReportFolder open(Path to, ReportFormat format, Language language) {
    return new ReportFolder(NewFolder.open(to), format, language);
  }

  @Override
  public void add(Judged judged) {
    var file = folder.place(judged.bareName(), format.end());
    try {
      Files.write(file, format.write(judged, language));
      folder.sync(file);
    } catch (IOException e) {
      throw folder.notWritten(e);
    }
    lines.add(
        WrittenText.visible(
            "%s: %s → %s"
                .formatted(
                    judged.file(),
                    Verdict.word(judged.report().indication(), language),
                    folder.target(file))));
  }

  @Override
  public List<String> finish() {
    folder.finish();
    return lines;
  }

  @Override
  public void close() {
    folder.close();
  }
}
