package vn.congvan.document;

/**
 * Who does something.
 *
 * @param kind a person, another system, or this node itself
 * @param ref a pseudonymous id from the directory; never a name, because it goes into the log in
 *     clear
 * @param agency the agency the actor acts for
 * @param role in that agency, at that moment: {@code clerk}, {@code leader}, {@code officer},
 *     {@code system} …
 * @param auth how it was recognised: {@code apikey}, {@code cli}, {@code system}
 */
public record Actor(Kind kind, String ref, AgencyCode agency, String role, String auth) {
  /** Person, system of an agency, or this node. */
  public enum Kind {
    USER,
    SERVICE,
    SYSTEM
  }

  /** This node acting by itself for an agency. */
  public static Actor node(AgencyCode agency) {
    return new Actor(Kind.SYSTEM, "node", agency, "system", "system");
  }
}
