package vn.congvan.directory;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;

/** A city and two communes for tests of everything that needs a directory. */
public final class Offices {
  public static final AgencyCode CITY = new AgencyCode("H57");
  public static final AgencyCode NORTH = new AgencyCode("H57.12");
  public static final AgencyCode SOUTH = new AgencyCode("H57.31");
  private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);

  private Offices() {}

  public static Directory directory() {
    return new Directory(
        List.of(
            agency(CITY, "000.00.00.H57", "Ủy ban nhân dân thành phố Huế", "Huế", null, null),
            agency(
                NORTH,
                "000.00.12.H57",
                "Ủy ban nhân dân phường Hương Trà",
                "Hương Trà",
                null,
                null),
            agency(SOUTH, "000.00.31.H57", "Ủy ban nhân dân xã A Lưới 1", "A Lưới 1", null, null)));
  }

  public static Agency agency(
      AgencyCode code,
      String legacy,
      String name,
      String place,
      @Nullable LocalDate validTo,
      @Nullable AgencyCode successor) {
    return new Agency(
        code,
        legacy,
        name,
        null,
        place,
        null,
        null,
        true,
        Agency.NumberSeries.COMMON,
        LONG_AGO,
        validTo,
        successor,
        null,
        null,
        List.of(
            person(code, "leader", "Nguyễn Văn An", Role.LEADER, "CHỦ TỊCH"),
            person(code, "clerk", "Trần Thị Ánh", Role.CLERK, "Văn thư"),
            person(code, "officer", "Phạm Đức Dũng", Role.OFFICER, "Chuyên viên"),
            person(code, "auditor", "Lê Thị Hạnh", Role.AUDITOR, "Thanh tra viên"),
            person(code, "administrator", "Võ Minh Khoa", Role.ADMINISTRATOR, "Quản trị")));
  }

  private static Person person(
      AgencyCode agency, String role, String name, Role kind, String title) {
    return new Person(
        ref(agency, role), name, List.of(new Person.Post(kind, title, null, LONG_AGO, null)), null);
  }

  public static String ref(AgencyCode agency, String role) {
    return agency.queueSegment() + "-" + role;
  }

  public static Actor actor(AgencyCode agency, String role) {
    return new Actor(Actor.Kind.USER, ref(agency, role), agency, role, "test");
  }
}
