package vn.congvan.app.demo;

import java.util.List;
import java.util.Locale;
import vn.congvan.app.lab.Annex;
import vn.congvan.app.lab.AnnexText;
import vn.congvan.app.lab.Letter;
import vn.congvan.app.lab.LetterText;

/**
 * The letter the demonstration sends when it is given no file, and the appendix that goes with it.
 */
final class Papers {
  static final String SUBJECT = "Tăng cường gửi, nhận văn bản điện tử có ký số với các xã, phường";
  static final String FORGED_SUBJECT = "Báo cáo tình hình gửi, nhận văn bản điện tử trong tháng";
  static final String ANNEX_NAME = "Phụ lục phân công nhiệm vụ.pdf";
  static final List<String> TO_PLACES =
      List.of("Như trên", "Chủ tịch, các Phó Chủ tịch UBND thành phố", "Lưu: VT, VX");

  private Papers() {}

  static byte[] letter(String signer) {
    return letter(
        SUBJECT,
        List.of("Ủy ban nhân dân phường Hương Trà", "Ủy ban nhân dân xã A Lưới 1"),
        List.of(
            "Thời gian qua, việc gửi, nhận văn bản điện tử giữa Ủy ban nhân dân thành phố và các xã,"
                + " phường đã đi vào nền nếp. Tuy nhiên, một số văn bản vẫn được in ra giấy để gửi lại, tình"
                + " trạng xử lý chưa được báo kịp thời về nơi gửi.",
            "Để khắc phục, Ủy ban nhân dân thành phố đề nghị Ủy ban nhân dân các xã, phường gửi, nhận"
                + " văn bản hoàn toàn trên môi trường điện tử; kiểm tra chữ ký số ngay khi văn bản đến; cập nhật"
                + " đủ các trạng thái tiếp nhận, phân công, xử lý và hoàn thành.",
            "Văn bản đến mà chữ ký không hợp lệ thì trả lại nơi gửi ngay trong ngày, nêu rõ lý do; không"
                + " đề nghị gửi thêm bản giấy đối với văn bản đã ký số đúng quy định của Nghị định số"
                + " 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
            "Nhiệm vụ và thời hạn cụ thể ghi tại Phụ lục kèm theo. Trong quá trình thực hiện, nếu có vướng"
                + " mắc, đề nghị phản ánh về Văn phòng Ủy ban nhân dân thành phố để được hướng dẫn./."),
        signer);
  }

  /** The letter that does not arrive as it was sent. */
  static byte[] forgedLetter(String signer) {
    return letter(
        FORGED_SUBJECT,
        List.of("Ủy ban nhân dân xã A Lưới 1"),
        List.of(
            "Ủy ban nhân dân thành phố đề nghị Ủy ban nhân dân xã A Lưới 1 báo cáo số lượng văn bản điện"
                + " tử đã gửi, đã nhận và số văn bản bị trả lại do chữ ký không hợp lệ trong tháng.",
            "Báo cáo gửi về Ủy ban nhân dân thành phố trước ngày 25 hằng tháng./."),
        signer);
  }

  private static byte[] letter(
      String subject, List<String> to, List<String> paragraphs, String signer) {
    return Letter.pdf(
        new LetterText(
            List.of("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"),
            subject.substring(0, 1).toLowerCase(Locale.ROOT) + subject.substring(1),
            to,
            paragraphs,
            TO_PLACES,
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            signer));
  }

  static byte[] annex() {
    return Annex.pdf(
        new AnnexText(
            "PHÂN CÔNG NHIỆM VỤ GỬI, NHẬN VĂN BẢN ĐIỆN TỬ",
            "Kèm theo Công văn của Ủy ban nhân dân thành phố Huế về tăng cường gửi, nhận văn bản điện tử"
                + " có ký số",
            List.of(14.0, 78.0, 40.0, 28.0),
            List.of("STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời hạn"),
            List.of(
                List.of(
                    "1",
                    "Rà soát chứng thư số của cơ quan, lãnh đạo; đề nghị cấp lại chứng thư sắp hết hạn",
                    "Văn phòng HĐND và UBND các xã, phường",
                    "Trước ngày 15 hằng tháng"),
                List.of(
                    "2",
                    "Tiếp nhận, kiểm tra chữ ký số và vào sổ văn bản đến ngay trong ngày",
                    "Văn thư các xã, phường",
                    "Hằng ngày"),
                List.of(
                    "3",
                    "Cập nhật trạng thái xử lý văn bản để nơi gửi theo dõi",
                    "Công chức được phân công",
                    "Ngay khi có thay đổi"),
                List.of(
                    "4",
                    "Tổng hợp tình hình, báo cáo Ủy ban nhân dân thành phố",
                    "Ủy ban nhân dân các xã, phường",
                    "Ngày 25 hằng tháng"))));
  }
}
