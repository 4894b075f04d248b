package vn.congvan.document;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A signature was prepared for a leader's own device. Nothing about the document has changed.
 *
 * @param shown the bytes the leader was shown
 * @param session of which the device's signature will be a part
 * @param certificate SHA-256 of the certificate that is to sign
 * @param signed SHA-256 of what the device signs
 * @param offer what the device is told
 * @param pending the prepared signature, in Base64
 * @param expires after that it is not completed any more
 */
public record SigningBegun(
    EventHeader header,
    ContentHash shown,
    UUID session,
    ContentHash certificate,
    ContentHash signed,
    Offer offer,
    String pending,
    Instant expires)
    implements DocumentEvent {

  /**
   * What a device has to know to sign.
   *
   * @param scheme for example {@code RSA_PSS_SHA256}
   * @param digestAlgorithm JCA name
   * @param documentDigest of all the signature covers, in Base64
   * @param toSign the signed attributes in DER, in Base64
   */
  public record Offer(
      String scheme, String digestAlgorithm, String documentDigest, String toSign) {}

  @Override
  public List<Fact> facts() {
    return List.of(
        Fact.of("signing.begun", header.stream(), header)
            .object(new Fact.Subject("signing-session", session.toString(), null, signed)));
  }
}
