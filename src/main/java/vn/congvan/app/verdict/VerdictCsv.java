package vn.congvan.app.verdict;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.report.Judged;
import vn.congvan.app.report.Results;
import vn.congvan.app.words.Verdict;
import vn.congvan.document.Halt;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.document.VietnamTime;
import vn.congvan.document.WrittenText;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.VerificationReport;

/**
 * Verdicts as a table (RFC 4180, UTF-8 with a mark so that spreadsheets show Vietnamese). Appears
 * in its place when it is whole, and never over a file that is there.
 */
public final class VerdictCsv implements Results {
  private static final String HEAD =
      "\ufefffile,verdict,indication,sub_indication,integrity,signers,signed_at,reason_code,reason,who_acts,levels,proved_at,policy\r\n";

  private final Path target;
  private final Language language;
  private final Path fresh;
  private final BufferedWriter out;

  private VerdictCsv(Path target, Language language, Path fresh, BufferedWriter out) {
    this.target = target;
    this.language = language;
    this.fresh = fresh;
    this.out = out;
  }

  /**
   * @throws Halt when there is such a file already, or none can be written there
   */
  public static VerdictCsv open(Path to, Language language) {
    var target = to.toAbsolutePath();
    if (Files.exists(target)) {
      throw exists(target);
    }
    try {
      var folder = Objects.requireNonNull(target.getParent(), "an absolute file has a folder");
      var fresh = Files.createTempFile(folder, ".congvan-", ".csv");
      var csv = new VerdictCsv(target, language, fresh, Files.newBufferedWriter(fresh));
      csv.out.write(HEAD);
      return csv;
    } catch (IOException e) {
      throw notWritten(target, e);
    }
  }

  @Override
  public void add(Judged judged) {
    add(judged.file(), judged.report());
  }

  void add(Path file, VerificationReport report) {
    var signatures = report.signatures();
    try {
      out.write(
          List.of(
                      file.toString(),
                      Verdict.word(report.indication(), language),
                      report.indication().name(),
                      report.subIndication() == null ? "" : report.subIndication().name(),
                      report.integrity().name(),
                      joined(signatures.stream().map(VerdictCsv::signer).toList()),
                      joined(signatures.stream().map(VerdictCsv::time).toList()),
                      report.headline().code(),
                      report.headline().in(language),
                      report.acts().name(),
                      joined(signatures.stream().map(VerdictCsv::level).toList()),
                      joined(signatures.stream().map(VerdictCsv::proved).toList()),
                      report.policy())
                  .stream()
                  .map(VerdictCsv::cell)
                  .collect(Collectors.joining(","))
              + "\r\n");
    } catch (IOException e) {
      throw notWritten(target, e);
    }
  }

  /** Puts the table in its place. */
  @Override
  public List<String> finish() {
    try {
      out.close();
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, target);
      return List.of();
    } catch (FileAlreadyExistsException e) {
      throw exists(target);
    } catch (IOException e) {
      throw notWritten(target, e);
    }
  }

  /** Leaves nothing behind of a table that was not finished. */
  @Override
  public void close() {
    try {
      try (out) {
        // On a full disk what is still in memory cannot be written either; the file goes all the
        // same.
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw notWritten(target, e);
    }
  }

  private static String joined(List<String> values) {
    return String.join("; ", values);
  }

  private static String signer(SignatureReport signature) {
    return signature.signer() == null ? "?" : signature.signer().name();
  }

  private static String level(SignatureReport signature) {
    var level = signature.standing().level();
    return level == null ? "?" : level.toString();
  }

  private static String time(SignatureReport signature) {
    return time(signature.claimedTime());
  }

  private static String proved(SignatureReport signature) {
    return time(signature.standing().provedTime());
  }

  private static String time(@Nullable Instant time) {
    return time == null
        ? "?"
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            OffsetDateTime.ofInstant(time, VietnamTime.ZONE));
  }

  /** Names are written by whoever made the file: a spreadsheet must not take one for a formula. */
  private static String cell(String text) {
    var shown = WrittenText.visible(text);
    var safe = !shown.isEmpty() && "=+-@".indexOf(shown.charAt(0)) >= 0 ? "'" + shown : shown;
    return safe.contains(",") || safe.contains("\"")
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  private static Halt exists(Path target) {
    return new Halt(
        new Reason(
            "VERIFY.CSV_EXISTS",
            "tệp %s đã có; không ghi đè. Chọn tên khác".formatted(target),
            "the file %s is there already and is left alone; choose another name"
                .formatted(target)));
  }

  private static Halt notWritten(Path target, IOException e) {
    return new Halt(
        new Reason(
            "VERIFY.CSV_NOT_WRITTEN",
            "không ghi được %s (%s). Kiểm tra thư mục, ổ đĩa và quyền ghi".formatted(target, e),
            "cannot write %s (%s); check its folder, the disk and its rights"
                .formatted(target, e)));
  }
}
