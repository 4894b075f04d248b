package vn.congvan.packet;

/**
 * How large a packet we read.
 *
 * @param maxBytes of the packet as it comes, and of all its files together when unpacked
 * @param maxFileBytes of one file when unpacked
 * @param maxFiles how many files it may hold
 * @param maxDepth how deep its elements may nest
 * @param maxTextChars of all its text together, its files and the white space between elements
 *     apart
 */
public record PacketLimits(
    long maxBytes, long maxFileBytes, int maxFiles, int maxDepth, int maxTextChars) {
  public static PacketLimits standard() {
    return new PacketLimits(512L << 20, 256L << 20, 200, 32, 4 << 20);
  }
}
