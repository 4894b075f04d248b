package vn.congvan.document;

import java.util.UUID;

/**
 * One document on its way to one receiver: its own life, its own statuses, its own stream in the
 * log.
 */
public record DeliveryId(UUID value) {
  public static DeliveryId parse(String text) {
    return new DeliveryId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
