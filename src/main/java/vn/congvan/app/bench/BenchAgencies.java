package vn.congvan.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.congvan.app.demo.LabAgency;
import vn.congvan.document.AgencyCode;
import vn.congvan.trust.lab.KeyKind;

/** Twenty agencies that issue and two that receive, all invented. */
record BenchAgencies(List<LabAgency> issuing, List<LabAgency> receiving) {
  private static final int ISSUING = 20;
  private static final int FIRST_ISSUING = 40;

  /**
   * @param key of every leader and of every seal
   */
  static BenchAgencies with(KeyKind key) {
    var issuing = new ArrayList<LabAgency>();
    for (var i = 0; i < ISSUING; i++) {
      issuing.add(agency(FIRST_ISSUING + i, "Đo Đạc " + (i + 1), key));
    }
    return new BenchAgencies(
        List.copyOf(issuing),
        List.of(agency(12, "Nơi Nhận 1", key), agency(31, "Nơi Nhận 2", key)));
  }

  List<LabAgency> all() {
    var all = new ArrayList<>(issuing);
    all.addAll(receiving);
    return all;
  }

  static String leaderOf(LabAgency agency) {
    return agency.people().get(0).ref();
  }

  private static LabAgency agency(int number, String place, KeyKind key) {
    var ref = "h57-%02d".formatted(number);
    var name = "Ủy ban nhân dân xã " + place;
    return new LabAgency(
        new AgencyCode("H57.%02d".formatted(number)),
        "000.00.%02d.H57".formatted(number),
        name,
        name.toUpperCase(Locale.ROOT),
        "Ủy ban nhân dân thành phố Huế",
        place,
        "Số 1, xã %s, thành phố Huế".formatted(place),
        key,
        List.of(
            person(ref + "-ld-01", "Nguyễn Thị Đo", "leader", "CHỦ TỊCH", key),
            person(ref + "-vt-01", "Trần Văn Thư", "clerk", "Văn thư", key),
            person(ref + "-cv-01", "Lê Thị Chuyên", "officer", "Chuyên viên", key)));
  }

  private static LabAgency.LabPerson person(
      String ref, String name, String role, String title, KeyKind key) {
    var prefix = role.equals("leader") ? "TM. ỦY BAN NHÂN DÂN" : "";
    return new LabAgency.LabPerson(ref, name, role, title, prefix, key);
  }
}
