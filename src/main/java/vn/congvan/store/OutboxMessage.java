package vn.congvan.store;

import java.util.UUID;

/**
 * A message to be sent once the unit of work that adds it has committed.
 *
 * @param id also its duplicate-detection id at the broker
 * @param destination the queue
 * @param lane messages of one lane are sent in the order they were added; the document's id
 * @param kind what the body is: {@code event} or {@code packet}
 */
public record OutboxMessage(UUID id, String destination, String lane, String kind, byte[] body) {}
