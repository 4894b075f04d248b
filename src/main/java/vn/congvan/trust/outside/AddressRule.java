package vn.congvan.trust.outside;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which servers may be called. Addresses of OCSP responders and revocation lists come out of
 * certificates, which anybody can make: without a rule a certificate could have the node call
 * services that only it can reach.
 *
 * @param privateAddresses whether loopback, private and other addresses that are not of the open
 *     internet may be called
 * @param allowed hosts that may be called, and no others; empty for all. {@code .gov.vn} is every
 *     host below gov.vn
 * @param denied hosts that are never called, written the same way
 */
public record AddressRule(boolean privateAddresses, List<String> allowed, List<String> denied) {
  private static final int MAX_LENGTH = 1024;

  public AddressRule {
    allowed = allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    denied = denied.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
  }

  /** For addresses that the administrator has written, not a stranger. */
  public static AddressRule everywhere() {
    return new AddressRule(true, List.of(), List.of());
  }

  /** For addresses that come out of certificates. */
  public static AddressRule openInternet() {
    return new AddressRule(false, List.of(), List.of());
  }

  /**
   * Looks the host up. The JDK keeps what it found for 30 seconds, so that the call that follows
   * goes to the addresses that were looked at here.
   *
   * @throws CallFailed when the address may not be called, or its host is not known
   */
  void check(URI address) throws CallFailed {
    var scheme = address.getScheme();
    var host = address.getHost();
    if (host == null
        || address.toString().length() > MAX_LENGTH
        || address.getUserInfo() != null
        || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
      throw CallFailed.forbidden("only plain http and https addresses are called");
    }
    var name = host.toLowerCase(Locale.ROOT);
    Predicate<String> names =
        entry -> name.equals(entry) || entry.startsWith(".") && name.endsWith(entry);
    if (denied.stream().anyMatch(names)
        || !allowed.isEmpty() && allowed.stream().noneMatch(names)) {
      throw CallFailed.forbidden("the host " + name + " may not be called");
    }
    if (privateAddresses) {
      return;
    }
    try {
      for (var found : InetAddress.getAllByName(host)) {
        if (!isOpenInternet(found)) {
          throw CallFailed.forbidden(
              "%s is at an address that is not of the open internet".formatted(name));
        }
      }
    } catch (UnknownHostException e) {
      throw CallFailed.unreachable("the host " + name + " is not known", e);
    }
  }

  /** By the registries of special addresses (RFC 6890); what is not known to be open is not. */
  private static boolean isOpenInternet(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    var octets = address.getAddress();
    var first = octets[0] & 0xFF;
    var second = octets[1] & 0xFF;
    if (octets.length == 4) {
      return first != 0
          && first < 240
          && !(first == 100 && second >= 64 && second < 128)
          && !(first == 192 && second == 0 && octets[2] == 0)
          && !(first == 198 && (second == 18 || second == 19));
    }
    // Global unicast only, and none that stands for an IPv4 address in another dress (6to4,
    // Teredo).
    return first >= 0x20
        && first < 0x40
        && !(first == 0x20 && second == 0x02)
        && !(first == 0x20 && second == 0x01 && octets[2] == 0 && octets[3] == 0);
  }
}
