package vn.congvan.document;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leader of the receiving agency said who handles it (status 04).
 *
 * @param lead pseudonymous id of the person in charge
 */
public record Assigned(
    EventHeader header,
    String lead,
    List<String> supporting,
    @Nullable LocalDate deadline,
    String instruction)
    implements DocumentEvent {
  public Assigned {
    supporting = List.copyOf(supporting);
  }

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("document.assigned", header.stream(), header)
            .object(new Fact.Subject("person", lead, null, null))
            .moved(IncomingState.REGISTERED.name(), IncomingState.ASSIGNED.name())
            .personal("instruction", instruction));
  }
}
