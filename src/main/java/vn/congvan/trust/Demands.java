package vn.congvan.trust;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a path must be beside sound.
 *
 * @param stores its anchor is in one of these; empty: in any
 * @param policies OIDs of certificate policies of which one holds all along the path (RFC 5280,
 *     section 6.1.1 (c) and (e)); empty: none is asked for, and those that issuers demand hold
 */
public record Demands(Set<StoreName> stores, Set<String> policies) {
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9]\\d{0,38})){1,31}");

  public static final Demands NONE = new Demands(Set.of(), Set.of());

  public Demands {
    stores = Set.copyOf(stores);
    policies = Set.copyOf(policies);
    for (var policy : policies) {
      if (!OID.matcher(policy).matches()) {
        throw new IllegalArgumentException("no OID: '" + policy + "'");
      }
    }
  }

  public static Demands stores(StoreName... names) {
    return new Demands(Set.of(names), Set.of());
  }

  boolean accepts(StoreName store) {
    return stores.isEmpty() || stores.contains(store);
  }
}
