package vn.congvan.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import vn.congvan.document.Shown;

/**
 * Addresses that begin with the same bits, as {@code 10.8.0.0/16}; a single address is all its
 * bits.
 *
 * @param bits how many leading bits count
 */
public record AddressRange(InetAddress first, int bits) {
  // A host name would be looked up, and whoever answers could let himself in.
  private static final Pattern LITERAL =
      Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  public AddressRange {
    if (bits < 0 || bits > first.getAddress().length * 8) {
      throw new IllegalArgumentException(
          "an address of %d bits cannot be cut at bit %d"
              .formatted(first.getAddress().length * 8, bits));
    }
  }

  public static AddressRange parse(String text) {
    var slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    if (!LITERAL.matcher(address).matches()) {
      throw new IllegalArgumentException("not an IP address: '%s'".formatted(Shown.of(address)));
    }
    try {
      var first = InetAddress.getByName(address);
      var all = first.getAddress().length * 8;
      return new AddressRange(first, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("not an address range: '%s'".formatted(Shown.of(text)), e);
    }
  }

  boolean holds(InetAddress address) {
    var ours = first.getAddress();
    var theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (var bit = 0; bit < bits; bit++) {
      var mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
