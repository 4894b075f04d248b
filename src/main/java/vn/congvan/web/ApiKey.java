package vn.congvan.web;

import java.net.InetAddress;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.directory.Role;
import vn.congvan.document.Actor;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;

/**
 * A key as the file knows it: whom it stands for, never the key itself.
 *
 * @param id the key's public part, fit for logs
 * @param hash SHA-256 of the whole key
 * @param person pseudonymous id; may be a system's own entry in the directory
 * @param from the first day it is good, null for always
 * @param to the last day it is good, null for ever
 * @param allowedFrom where it may be used from; empty for anywhere
 */
public record ApiKey(
    String id,
    ContentHash hash,
    AgencyCode agency,
    String person,
    Role role,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    List<AddressRange> allowedFrom) {

  public ApiKey {
    allowedFrom = List.copyOf(allowedFrom);
  }

  /** Whom the key stands for. */
  public Actor actor() {
    return new Actor(Actor.Kind.USER, person, agency, role.key(), "apikey");
  }

  boolean goodOn(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }

  boolean goodFrom(InetAddress source) {
    return allowedFrom.isEmpty() || allowedFrom.stream().anyMatch(range -> range.holds(source));
  }
}
