package vn.congvan.submission;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import vn.congvan.directory.Directory;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Metadata;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Shown;
import vn.congvan.document.WrittenText;

/** Checks the fields of Decree 30/2020, Appendix VI, and makes their text NFC. */
final class MetadataGate {
  private static final int MAX_SUBJECT = 500;
  private static final int MAX_PLACE = 150;
  private static final int MAX_PLACES = 1_000;
  // Groups of letters (Vietnamese ones too), digits and ampersands joined by hyphens, no spaces:
  // UBND-VX, QĐ-UBND.
  private static final Pattern SYMBOL = Pattern.compile("[\\p{L}\\p{N}&]+(-[\\p{L}\\p{N}&]+)*");
  private static final int MAX_SYMBOL = 30;

  private final Directory directory;
  private final SubmissionLimits limits;

  MetadataGate(Directory directory, SubmissionLimits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  Metadata check(Metadata given, AgencyCode agency, LocalDate today) {
    if (given.secrecy() != null && !given.secrecy().isBlank()) {
      throw SecrecyMark.refused();
    }
    var symbol = WrittenText.normal(given.symbol());
    if (symbol.length() > MAX_SYMBOL || !SYMBOL.matcher(symbol).matches()) {
      throw refused(
          "SUBMIT.SYMBOL",
          "Ký hiệu \"%s\" chưa đúng. Viết các nhóm chữ nối bằng gạch ngang, không dấu cách, tối đa 30 ký tự, ví dụ UBND-VX."
              .formatted(Shown.of(symbol)),
          "the symbol '%s' is not right: groups joined by hyphens, no spaces, at most 30 characters, as UBND-VX"
              .formatted(Shown.of(symbol)));
    }
    var subject = WrittenText.normal(given.subject());
    if (subject.isEmpty() || subject.length() > MAX_SUBJECT || !WrittenText.isLine(subject)) {
      throw refused(
          "SUBMIT.SUBJECT",
          "Trích yếu phải có từ 1 đến %d ký tự trên một dòng, không có ký tự điều khiển; hiện có %d."
              .formatted(MAX_SUBJECT, subject.length()),
          "the subject needs 1 to %d characters on one line, none of them a control character; it has %d"
              .formatted(MAX_SUBJECT, subject.length()));
    }
    checkSigner(given.signer(), agency, today);
    checkReceivers(given.receivers(), agency, today);
    return new Metadata(
        given.type(),
        symbol,
        subject,
        given.signer(),
        given.urgency(),
        given.receivers(),
        places(given.toPlaces()),
        null,
        given.dueDate());
  }

  private void checkSigner(String signer, AgencyCode agency, LocalDate today) {
    var person = directory.person(signer);
    var employer = directory.employerOf(signer);
    if (person.isEmpty()
        || employer.isEmpty()
        || !employer.get().code().equals(agency)
        || person.get().postOn(today, Role.LEADER).isEmpty()) {
      throw refused(
          "SUBMIT.SIGNER",
          "Người ký %s không phải lãnh đạo có thẩm quyền của cơ quan %s hôm nay. Chọn người ký khác."
              .formatted(Shown.of(signer), agency),
          "the signer %s is not a leader of agency %s today; choose another"
              .formatted(Shown.of(signer), agency));
    }
  }

  private void checkReceivers(List<AgencyCode> receivers, AgencyCode agency, LocalDate today) {
    if (receivers.isEmpty() || receivers.size() > limits.maxReceivers()) {
      throw refused(
          "SUBMIT.RECEIVERS",
          "Chưa chọn nơi nhận, hoặc quá %d nơi nhận; hiện có %d."
              .formatted(limits.maxReceivers(), receivers.size()),
          "a document needs 1 to %d receivers; it has %d"
              .formatted(limits.maxReceivers(), receivers.size()));
    }
    var seen = new HashSet<AgencyCode>();
    for (var receiver : receivers) {
      if (!seen.add(receiver) || receiver.equals(agency)) {
        throw refused(
            "SUBMIT.RECEIVER_TWICE",
            "Nơi nhận %s bị ghi hai lần hoặc chính là cơ quan gửi. Bỏ bớt nơi nhận này."
                .formatted(receiver),
            "the receiver %s is listed twice or is the sender; remove it".formatted(receiver));
      }
      var known = directory.agency(receiver);
      if (!known.existsOn(today)) {
        var successor = known.successor();
        throw refused(
            "E15.CLOSED_AGENCY",
            successor == null
                ? "Nơi nhận %s không còn hoạt động. Chọn nơi nhận khác.".formatted(known.name())
                : "Nơi nhận %s đã sáp nhập. Gửi tới cơ quan mang mã %s."
                    .formatted(known.name(), successor),
            "the receiver %s exists no more%s"
                .formatted(
                    receiver,
                    successor == null ? "; choose another" : "; its successor is " + successor));
      }
    }
  }

  private static List<String> places(List<String> given) {
    if (given.size() > MAX_PLACES) {
      throw refused(
          "SUBMIT.TO_PLACES",
          "Mục Nơi nhận có %d dòng, tối đa %d.".formatted(given.size(), MAX_PLACES),
          "the list of places has %d lines, %d is the most".formatted(given.size(), MAX_PLACES));
    }
    var places = new ArrayList<String>();
    for (var place : given) {
      var text = WrittenText.normal(place);
      if (text.isEmpty() || text.length() > MAX_PLACE || !WrittenText.isLine(text)) {
        throw refused(
            "SUBMIT.TO_PLACES",
            "Mỗi dòng của mục Nơi nhận có từ 1 đến %d ký tự, không có ký tự điều khiển."
                .formatted(MAX_PLACE),
            "each line of the list of places has 1 to %d characters, none of them a control character"
                .formatted(MAX_PLACE));
      }
      places.add(text);
    }
    return places;
  }

  private static Refused refused(String code, String vi, String en) {
    return new Refused(new Reason(code, vi, en));
  }
}
