package vn.congvan.app.demo;

import java.util.List;
import vn.congvan.document.AgencyCode;
import vn.congvan.trust.lab.KeyKind;

/**
 * An agency of the demonstration and who works there.
 *
 * @param shortName as its seal shows it
 */
public record LabAgency(
    AgencyCode code,
    String legacyCode,
    String name,
    String shortName,
    String inCharge,
    String place,
    String address,
    KeyKind sealKey,
    List<LabPerson> people) {

  /**
   * @param keyKind of the person's own signing key; only leaders have one
   */
  public record LabPerson(
      String ref, String name, String role, String title, String prefix, KeyKind keyKind) {
    boolean signs() {
      return role.equals("leader");
    }
  }

  /** A city and two of its communes. The people are invented. */
  public static final List<LabAgency> CITY_AND_TWO_COMMUNES =
      List.of(
          new LabAgency(
              new AgencyCode("H57"),
              "000.00.00.H57",
              "Ủy ban nhân dân thành phố Huế",
              "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ",
              "Chính phủ",
              "Huế",
              "Số 16 Lê Lợi, thành phố Huế",
              KeyKind.RSA2048,
              List.of(
                  new LabPerson(
                      "h57-ld-01",
                      "Nguyễn Văn An",
                      "leader",
                      "CHỦ TỊCH",
                      "TM. ỦY BAN NHÂN DÂN",
                      KeyKind.RSA2048),
                  new LabPerson(
                      "h57-vt-01", "Trần Thị Ánh", "clerk", "Văn thư", "", KeyKind.RSA2048),
                  new LabPerson(
                      "h57-cv-01", "Phạm Đức Dũng", "officer", "Chuyên viên", "", KeyKind.RSA2048),
                  new LabPerson(
                      "h57-kt-01",
                      "Đặng Ngọc Ẩn",
                      "auditor",
                      "Thanh tra viên",
                      "",
                      KeyKind.RSA2048))),
          new LabAgency(
              new AgencyCode("H57.12"),
              "000.00.12.H57",
              "Ủy ban nhân dân phường Hương Trà",
              "ỦY BAN NHÂN DÂN PHƯỜNG HƯƠNG TRÀ",
              "Ủy ban nhân dân thành phố Huế",
              "Hương Trà",
              "Số 105 Cách Mạng Tháng Tám, phường Hương Trà, thành phố Huế",
              KeyKind.P256,
              List.of(
                  new LabPerson(
                      "h57-12-ld-01",
                      "Lê Văn Ân",
                      "leader",
                      "CHỦ TỊCH",
                      "TM. ỦY BAN NHÂN DÂN",
                      KeyKind.P256),
                  new LabPerson("h57-12-vt-01", "Đỗ Thị Đào", "clerk", "Văn thư", "", KeyKind.P256),
                  new LabPerson(
                      "h57-12-cv-01", "Hồ Ngọc Mỹ", "officer", "Chuyên viên", "", KeyKind.P256))),
          new LabAgency(
              new AgencyCode("H57.31"),
              "000.00.31.H57",
              "Ủy ban nhân dân xã A Lưới 1",
              "ỦY BAN NHÂN DÂN XÃ A LƯỚI 1",
              "Ủy ban nhân dân thành phố Huế",
              "A Lưới 1",
              "Thôn Hồng Vân, xã A Lưới 1, thành phố Huế",
              KeyKind.RSA2048,
              List.of(
                  new LabPerson(
                      "h57-31-ld-01",
                      "K'Sor Phước",
                      "leader",
                      "CHỦ TỊCH",
                      "TM. ỦY BAN NHÂN DÂN",
                      KeyKind.RSA2048),
                  new LabPerson(
                      "h57-31-vt-01", "Hà Thị Ỷ", "clerk", "Văn thư", "", KeyKind.RSA2048),
                  new LabPerson(
                      "h57-31-cv-01",
                      "Bùi Ái Ăn",
                      "officer",
                      "Chuyên viên",
                      "",
                      KeyKind.RSA2048))));
}
