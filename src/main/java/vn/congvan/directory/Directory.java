package vn.congvan.directory;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/**
 * The agencies and people this installation knows. A snapshot: a changed file makes a new
 * directory.
 */
public final class Directory {
  private final Map<AgencyCode, Agency> byCode = new HashMap<>();
  private final Map<String, Agency> byLegacyCode = new HashMap<>();
  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Agency> employer = new HashMap<>();

  /**
   * @throws IllegalArgumentException when a code or a person's ref is there twice
   */
  public Directory(Collection<Agency> agencies) {
    for (var agency : agencies) {
      if (byCode.put(agency.code(), agency) != null) {
        throw new IllegalArgumentException("agency %s is listed twice".formatted(agency.code()));
      }
      if (byLegacyCode.put(agency.legacyCode(), agency) != null) {
        throw new IllegalArgumentException(
            "the legacy code %s is listed twice".formatted(agency.legacyCode()));
      }
      for (var person : agency.people()) {
        if (people.put(person.ref(), person) != null) {
          throw new IllegalArgumentException(
              "the person %s is listed twice".formatted(person.ref()));
        }
        employer.put(person.ref(), agency);
      }
    }
  }

  public Collection<Agency> agencies() {
    return List.copyOf(byCode.values());
  }

  /** The agencies this installation works for, in the order of their codes. */
  public List<Agency> hostedHere() {
    return byCode.values().stream()
        .filter(Agency::hostedHere)
        .sorted(java.util.Comparator.comparing(Agency::code))
        .toList();
  }

  public Optional<Agency> find(AgencyCode code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /** Finds by either code system, as a packet may use either. */
  public Optional<Agency> findByAnyCode(String code) {
    var legacy = byLegacyCode.get(code);
    if (legacy != null) {
      return Optional.of(legacy);
    }
    return byCode.values().stream().filter(a -> a.code().value().equals(code)).findAny();
  }

  /**
   * @throws Refused when the directory has no such agency
   */
  public Agency agency(AgencyCode code) {
    return find(code)
        .orElseThrow(
            () ->
                new Refused(
                    new Reason(
                        "DIRECTORY.UNKNOWN_AGENCY",
                        "Không có cơ quan mang mã %s trong danh mục. Kiểm tra lại mã, hoặc nhờ quản trị thêm cơ quan."
                            .formatted(code),
                        "there is no agency with code %s in the directory; check the code or have it added"
                            .formatted(code))));
  }

  public Optional<Person> person(String ref) {
    return Optional.ofNullable(people.get(ref));
  }

  public Optional<Agency> employerOf(String ref) {
    return Optional.ofNullable(employer.get(ref));
  }

  /**
   * Finds the person behind an act and holds the act to the person's role that day.
   *
   * @throws Refused when the actor does not hold the role at the agency on that day
   */
  public Person require(Actor actor, Role role, LocalDate day) {
    var person = people.get(actor.ref());
    var agency = employer.get(actor.ref());
    if (person == null
        || agency == null
        || !agency.code().equals(actor.agency())
        || person.postOn(day, role).isEmpty()) {
      throw new Refused(
          new Reason(
              "E09.NO_AUTHORITY",
              "Bạn không có vai trò %s tại cơ quan %s vào ngày này. Liên hệ quản trị hoặc chuyển người có thẩm quyền."
                  .formatted(role.vietnamese(), actor.agency()),
              "you do not hold the role %s at agency %s on this day; ask the administrator or pass it on"
                  .formatted(role.key(), actor.agency())));
    }
    return person;
  }
}
