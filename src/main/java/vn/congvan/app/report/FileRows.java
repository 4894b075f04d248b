package vn.congvan.app.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.congvan.app.words.Times;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.validation.Integrity;
import vn.congvan.validation.SubIndication;
import vn.congvan.validation.VerificationReport;

/** What is said of a file as a whole. */
final class FileRows {
  private FileRows() {}

  static List<Row> of(Judged judged, Language language) {
    var vi = language == Language.VI;
    var report = judged.report();
    var rows = new ArrayList<Row>();
    rows.add(new Row(vi ? "Tên tệp" : "Name", judged.name()));
    rows.add(
        new Row(
            vi ? "Mã SHA-256" : "SHA-256",
            report.wasRead() ? report.sha256().hex() : vi ? "không đọc được" : "not read"));
    var written =
        Stream.of(report.number(), report.date())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" · "));
    if (!written.isEmpty()) {
      rows.add(new Row(vi ? "Số và ngày" : "Number and date", written));
    }
    rows.add(new Row(vi ? "Toàn vẹn" : "Integrity", integrity(report.integrity(), vi)));
    for (var cause : causes(report)) {
      rows.add(Reasons.row(vi ? "Nguyên nhân" : "Cause", cause, language));
    }
    rows.add(new Row(vi ? "Việc cần làm" : "Who must act", acts(report, vi)));
    rows.add(new Row(vi ? "Số chữ ký" : "Signatures", String.valueOf(report.signatures().size())));
    rows.add(
        new Row(
            vi ? "Kết luận theo lúc" : "Judged as at",
            Times.full(judged.at())
                + (vi ? ", theo chính sách " : ", by the policy ")
                + report.policy()));
    rows.add(new Row(vi ? "Phần mềm kiểm tra" : "Program", judged.program()));
    return rows;
  }

  /** What is against the file itself and is not said on top. */
  private static List<Reason> causes(VerificationReport report) {
    var said = new HashSet<String>();
    said.add(report.headline().code());
    return report.ofTheFile().stream().filter(cause -> !said.contains(cause.code())).toList();
  }

  private static String integrity(Integrity integrity, boolean vi) {
    return switch (integrity) {
      case INTACT -> vi ? "Nội dung không bị sửa sau khi ký" : "Not changed since it was signed";
      case ALTERED ->
          vi
              ? "Nội dung đã bị sửa sau khi ký, hoặc chữ ký hỏng hay bị làm giả"
              : "Changed since it was signed, or a signature is broken or forged";
      case UNREADABLE -> vi ? "Không kiểm tra được" : "Cannot be told";
      case UNSIGNED -> vi ? "Tệp chưa ký số" : "Not signed";
    };
  }

  private static String acts(VerificationReport report, boolean vi) {
    if (report.subIndication() == SubIndication.TRY_LATER) {
      return vi
          ? "Người giữ tệp: kiểm tra lại sau, hoặc hỏi nơi ban hành"
          : "Whoever holds the file: verify again later, or ask its issuer";
    }
    return switch (report.acts()) {
      case NOBODY -> vi ? "Không ai phải làm gì thêm" : "Nobody";
      case HOLDER ->
          vi
              ? "Người giữ tệp: lấy lại tệp gốc từ nơi ban hành, hoặc đối chiếu"
              : "Whoever holds the file: get the original from its issuer, or compare";
      case ISSUER ->
          vi
              ? "Nơi ban hành: trả lời, hoặc ký và gửi lại"
              : "Its issuer: answer, or sign and send it again";
      case OPERATOR -> vi ? "Người quản trị phần mềm kiểm tra này" : "Whoever runs this program";
    };
  }
}
