package vn.congvan.document;

import java.time.Instant;
import java.util.UUID;

/**
 * What every event says: which document of which agency, who, when, by which door.
 *
 * @param id unique; the same work done again after a crash gives the same id
 */
public record EventHeader(
    UUID id, DocumentId document, AgencyCode agency, Actor actor, Instant at, String channel) {
  /** The name of the document's own stream in the log. */
  public String stream() {
    return agency + ":document:" + document;
  }

  /** The name of a delivery's stream in the log of the agency that writes it. */
  public String stream(DeliveryId delivery) {
    return agency + ":delivery:" + delivery;
  }
}
