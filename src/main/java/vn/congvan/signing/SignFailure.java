package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import vn.congvan.document.Failure;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.revocation.NoProof;

/** Why a file could not be signed, in the words of those who must act. */
final class SignFailure {
  private SignFailure() {}

  static SetAside notOurs(NotOurs cause) {
    return new SetAside(
        new Reason(
            "SIGN.NOT_PREPARED",
            "Không ký được: tệp không phải bản đã chuẩn bị trên hệ thống này, hoặc đã hỏng. Hủy văn bản và trình lại.",
            "cannot sign: the file is not one prepared here, or it is damaged (%s); cancel the document and submit it again"
                .formatted(cause.getMessage())),
        cause);
  }

  static SetAside signedAlready(String field) {
    return new SetAside(
        new Reason(
            "SIGN.ALREADY_SIGNED",
            "Không ký được: ô chữ ký \"%s\" của tệp đã có chữ ký. Mở lại văn bản để xem trạng thái hiện tại."
                .formatted(field),
            "cannot sign: the file's field '%s' is signed already; open the document again to see its state"
                .formatted(field)));
  }

  static SetAside noSecondKey() {
    return new SetAside(
        new Reason(
            "SIGN.NO_SECOND_KEY",
            "Không ký được: tệp cần thêm chữ ký thứ hai (ML-DSA) nhưng người ký hoặc cơ quan chưa có khóa thứ hai. Nhờ quản trị khai báo khóa.",
            "cannot sign: the file is to bear a second signature (ML-DSA) and the signer or agency has no second key; have the administrator set it up"));
  }

  static SetAside anotherNumber() {
    return new SetAside(
        new Reason(
            "SEAL.ANOTHER_NUMBER",
            "Không đóng dấu được: số hoặc ngày trong tệp lãnh đạo đã ký khác với sổ. Hủy văn bản và trình lại.",
            "cannot seal: number or date in what the leader signed are not those of the book; cancel the document and submit it again"));
  }

  static SetAside noLeader() {
    return new SetAside(
        new Reason(
            "SIGN.NO_LEADER",
            "Không đóng dấu được: lãnh đạo chưa ký tệp này. Trình ký trước khi ban hành.",
            "cannot seal: the leader has not signed this file; have it signed before it is issued"));
  }

  static SetAside noPage(long pages) {
    return new SetAside(
        new Reason(
            "SIGN.NO_PAGE",
            "Không ký được: tệp có %d trang, không có trang đã chọn để đặt hình. Chọn trang khác."
                .formatted(pages),
            "cannot sign: the file has %d pages and not the one chosen for the picture; choose another"
                .formatted(pages)));
  }

  static SetAside documentOfAnAgency() {
    return new SetAside(
        new Reason(
            "SIGN.DOCUMENT",
            "Không ký được: tệp là văn bản của cơ quan, chữ ký thêm vào làm văn bản không còn hợp lệ. Ký và ban hành văn bản trên hệ thống.",
            "cannot sign: the file is an agency's document, which one more signature would make invalid; sign and issue it in the system"));
  }

  static SetAside mayNotBeSigned() {
    return new SetAside(
        new Reason(
            "SIGN.CERTIFIED",
            "Không ký được: người ký trước đã khóa tệp, không cho ký thêm. Xin bản chưa khóa từ nơi lập tệp.",
            "cannot sign: the file's first signature allows no others; ask its author for one that does"));
  }

  static SetAside cannotAppend(NotOurs cause) {
    return new SetAside(
        new Reason(
            "SIGN.CANNOT_APPEND",
            "Không ký được: cấu trúc tệp PDF không đúng chuẩn hoặc bị mã hóa. Xuất lại tệp PDF rồi ký lại.",
            "cannot sign: the file's structure is not that of the PDF standard, or it is encrypted (%s); export it again and sign that"
                .formatted(cause.getMessage())),
        cause);
  }

  static SetAside cannotRaise(NotOurs cause) {
    return new SetAside(
        new Reason(
            "RAISE.CANNOT_APPEND",
            "Không nâng mức được: cấu trúc hoặc chữ ký của tệp PDF không đúng chuẩn, hoặc tệp bị mã hóa. Giữ tệp như hiện có.",
            "cannot raise: the file's structure or one of its signatures is not that of the standard, or it is encrypted (%s); keep the file as it is"
                .formatted(cause.getMessage())),
        cause);
  }

  static SetAside tooLarge() {
    return new SetAside(
        new Reason(
            "SIGN.TOO_LARGE",
            "Không ký được: tệp lớn hơn 9,9 GB. Chia nhỏ hoặc giảm dung lượng rồi trình lại.",
            "cannot sign: the file is larger than 9.9 GB; split it or make it smaller and submit it again"));
  }

  static SetAside noLetter(int character) {
    var shown =
        Character.isISOControl(character) ? "" : " \"%s\"".formatted(Character.toString(character));
    return new SetAside(
        new Reason(
            "SIGN.NO_LETTER",
            "Không điền được số hoặc ngày: phông chữ không có ký tự%s (U+%04X). Sửa ký hiệu hoặc địa danh."
                .formatted(shown, character),
            "cannot fill in number or date: the font has no character%s (U+%04X); mend the symbol or the place"
                .formatted(shown, character)));
  }

  static SetAside noRoom(String text) {
    return new SetAside(
        new Reason(
            "SIGN.NO_ROOM",
            "Không điền được \"%s\": dài hơn ô dành sẵn. Rút ngắn ký hiệu hoặc địa danh."
                .formatted(text),
            "cannot fill in '%s': it is longer than its box; shorten the symbol or the place"
                .formatted(text)));
  }

  static SetAside keyUnusable(String vi, String en) {
    return new SetAside(
        new Reason(
            "SIGN.KEY_UNUSABLE",
            "Khóa ký không dùng được: %s. Nhờ quản trị thay khóa.".formatted(vi),
            "the signing key cannot be used: %s; have the administrator replace it".formatted(en)));
  }

  static SetAside keyUnusable(String vi, String en, Exception cause) {
    return new SetAside(keyUnusable(vi, en).reason(), cause);
  }

  static SetAside nothingToRaise() {
    return new SetAside(
        new Reason(
            "RAISE.NOT_SIGNED",
            "Không nâng mức chữ ký được: tệp chưa có chữ ký. Ký trước rồi nâng mức.",
            "cannot raise the signature's level: the file is not signed; sign it first"));
  }

  static RetryLater stampTooLong() {
    return new RetryLater(
        new Reason(
            "RAISE.STAMP_TOO_LONG",
            "Dấu thời gian dài hơn chỗ đã dành. Lần thử sau có chỗ rộng hơn.",
            "the time-stamp is longer than the room set aside; the next try has more"));
  }

  static RetryLater noProofNow(NoProof cause) {
    return new RetryLater(
        new Reason(
            "RAISE.NO_PROOF",
            "Chưa hỏi được tình trạng thu hồi của chứng thư (%s). Thử lại sau."
                .formatted(cause.getMessage()),
            "whether certificates are revoked cannot be learnt now (%s); try again later"
                .formatted(cause.getMessage())),
        cause);
  }

  static SetAside nobodyToAsk(NoProof cause) {
    return new SetAside(
        new Reason(
            "RAISE.NOBODY_TO_ASK",
            "Không nâng mức chữ ký được: chứng thư không ghi nơi hỏi tình trạng thu hồi (%s). Hỏi nơi cấp chứng thư."
                .formatted(cause.getMessage()),
            "cannot raise the signature's level: a certificate says nowhere whether it is revoked (%s); ask who issued it"
                .formatted(cause.getMessage())),
        cause);
  }

  static SetAside notTrusted(PathDoesNotHold cause) {
    return new SetAside(
        new Reason(
            "RAISE.NOT_TRUSTED",
            "Không nâng mức chữ ký được: một chứng thư không dẫn về CA gốc được tin (%s). Bổ sung chứng thư CA gốc rồi chạy lại."
                .formatted(cause.getMessage()),
            "cannot raise the signature's level: a certificate leads to no trusted root (%s); add the root and run it again"
                .formatted(cause.getMessage())),
        cause);
  }

  static Refused ownDevice() {
    return new Refused(
        new Reason(
            "SIGN.OWN_DEVICE",
            "Bạn ký bằng thiết bị của mình; hệ thống không giữ khóa. Mở phiên ký trên thiết bị rồi ký.",
            "you sign with your own device, the system holds no key; open a signing session for it"));
  }

  static SetAside sessionSpoilt() {
    return new SetAside(
        new Reason(
            "SIGN.SESSION_SPOILT",
            "Phiên ký hoặc tệp không còn như lúc chuẩn bị. Mở phiên ký mới; nếu lặp lại, nhờ quản trị kiểm tra kho.",
            "the signing session or the file is not what it was when it was prepared; open a new session, and have the store looked at if it happens again"));
  }

  static Failure unreadable(Path path, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new SetAside(
          new Reason(
              "CONTENT.MISSING",
              "Tệp của văn bản không còn trong kho (%s). Khôi phục từ bản sao lưu."
                  .formatted(path.getFileName()),
              "the document's file is gone from the store (%s); restore it from a backup"
                  .formatted(path.getFileName())),
          cause);
    }
    return new RetryLater(
        new Reason(
            "SIGN.IO",
            "Chưa đọc được tệp của văn bản (%s). Hệ thống sẽ tự thử lại."
                .formatted(path.getFileName()),
            "the document's file cannot be read now (%s: %s); it is tried again"
                .formatted(path.getFileName(), cause.getMessage())),
        cause);
  }
}
