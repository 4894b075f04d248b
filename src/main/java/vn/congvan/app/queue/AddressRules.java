package vn.congvan.app.queue;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;

/**
 * What the broker does with the messages of each queue. Artemis' own defaults lose messages: it
 * drops them after ten tries, drops expired ones, and deletes queues nobody uses together with
 * their memory of ids.
 */
final class AddressRules {
  private static final int FOR_EVER = -1;
  private static final int TRIES_ELSEWHERE = 5;
  private static final double TWICE_AS_LONG = 2.0;
  private static final double SPREAD = 0.15;
  private static final int PAGE_BYTES = 10 << 20;

  private AddressRules() {}

  /**
   * Settings by match. A node counts tries and sets work aside itself, so the broker never gives up
   * on {@code document.#} and {@code agency.#}; what it gives up on elsewhere, it keeps.
   */
  static Map<String, AddressSettings> all(Duration delay, Duration maxDelay, int idCache) {
    var rules = new TreeMap<String, AddressSettings>();
    rules.put("#", kept(delay, maxDelay, idCache).setMaxDeliveryAttempts(TRIES_ELSEWHERE));
    for (var ours : new String[] {"document.#", "agency.#"}) {
      rules.put(ours, kept(delay, maxDelay, idCache).setMaxDeliveryAttempts(FOR_EVER));
    }
    // The last places: what lies here is never given up again, and never expires again.
    for (var last : new String[] {Broker.DEAD_LETTERS, Broker.EXPIRED}) {
      rules.put(
          last, kept(delay, maxDelay, idCache).setMaxDeliveryAttempts(FOR_EVER).setNoExpiry(true));
    }
    return rules;
  }

  private static AddressSettings kept(Duration delay, Duration maxDelay, int idCache) {
    return new AddressSettings()
        .setDeadLetterAddress(SimpleString.of(Broker.DEAD_LETTERS))
        .setExpiryAddress(SimpleString.of(Broker.EXPIRED))
        .setAutoCreateQueues(false)
        .setAutoCreateAddresses(false)
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false)
        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
        .setRedeliveryDelay(delay.toMillis())
        .setRedeliveryMultiplier(TWICE_AS_LONG)
        .setMaxRedeliveryDelay(maxDelay.toMillis())
        .setRedeliveryCollisionAvoidanceFactor(SPREAD)
        // Memory is not the limit, the disk is; and a sender is told, never left hanging.
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setPageSizeBytes(PAGE_BYTES)
        .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
        .setIDCacheSize(idCache);
  }
}
