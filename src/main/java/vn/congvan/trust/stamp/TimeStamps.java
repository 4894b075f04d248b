package vn.congvan.trust.stamp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.trust.outside.CallFailed;

/** Time-stamps from the first of several servers that gives one. Thread-safe. */
public final class TimeStamps {
  private static final Logger LOG = LoggerFactory.getLogger(TimeStamps.class);

  /** Of the first token, before any was seen: one with a chain of three certificates. */
  private static final int FIRST_ROOM = 7 << 10;

  /** What may vary between two tokens of one server. */
  private static final int MARGIN = 256;

  private final List<TimeStampServer> servers;
  private final AtomicInteger longest = new AtomicInteger();

  /**
   * @param servers in the order in which they are asked
   */
  public TimeStamps(List<TimeStampServer> servers) {
    this.servers = List.copyOf(servers);
  }

  public static TimeStamps none() {
    return new TimeStamps(List.of());
  }

  public boolean isNone() {
    return servers.isEmpty();
  }

  public List<TimeStampServer> servers() {
    return servers;
  }

  /** Octets to set aside for the next token. */
  public int room() {
    var seen = longest.get();
    return seen == 0 ? FIRST_ROOM : seen + MARGIN;
  }

  /** Whether one of the servers may be asked now. */
  public boolean mayBeAsked() {
    return servers.stream().anyMatch(server -> server.restsUntil().isEmpty());
  }

  /**
   * @throws TimeStampsAway when none of the servers may be asked now
   */
  public void hold() {
    if (!mayBeAsked()) {
      throw TimeStampsAway.because(troubles(), next());
    }
  }

  /** How many of the servers may not be asked now. */
  public long away() {
    return servers.stream().filter(server -> server.restsUntil().isPresent()).count();
  }

  /** What is wrong with each server, in words; empty when one may be asked. */
  public List<String> troubles() {
    return mayBeAsked() ? List.of() : servers.stream().map(TimeStamps::trouble).toList();
  }

  private static String trouble(TimeStampServer server) {
    return "%s: %s"
        .formatted(server.address(), server.trouble().orElse("asked as often as it may be"));
  }

  /**
   * @param imprint SHA-256 of what is stamped
   * @throws TimeStampsAway when no server gives one now
   */
  public TimeStampToken stamp(byte[] imprint) {
    var troubles = new ArrayList<String>();
    for (var server : servers) {
      try {
        var token = server.stamp(imprint);
        if (token.isPresent()) {
          longest.accumulateAndGet(token.get().encoded().length, Math::max);
          return token.get();
        }
        troubles.add(trouble(server));
      } catch (BadAnswer | CallFailed e) {
        troubles.add("%s: %s".formatted(server.address(), e.getMessage()));
        LOG.warn("no time-stamp from {}: {}", server.address(), e.getMessage());
      }
    }
    throw TimeStampsAway.because(troubles, next());
  }

  /** When the first of them may be asked again; the distant past when one may be asked now. */
  private Instant next() {
    return servers.stream()
        .map(server -> server.restsUntil().orElse(Instant.MIN))
        .min(Instant::compareTo)
        .orElse(Instant.MIN);
  }
}
