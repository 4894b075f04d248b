package vn.congvan.trust.revocation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import vn.congvan.trust.SignatureCheck;

/**
 * Proofs that lie at hand, in a signed file or beside it: who asks gets every one that speaks of
 * the certificate and is signed by who may say so. No clock is looked at: whether one is fresh
 * enough for the time in question is for who asks to decide. Thread-safe.
 *
 * <p>Nothing is decoded before somebody asks, each at most once, and a list's signature is checked
 * once. What is damaged is passed over, as is what is beyond the limits: whoever wrote the file
 * could as well have left it out.
 */
public final class ProofsAtHand {
  /** Of each kind; a file with fifty signatures needs about as many. */
  private static final int MAX_RESPONSES = 1024;

  private static final int MAX_LISTS = 64;
  private static final int MAX_LIST_BYTES = 32 << 20;
  private static final long MAX_LISTS_BYTES = 64L << 20;

  private final List<byte[]> encodedReplies;
  private final List<byte[]> encodedLists;
  private final SignatureCheck signatures;
  private Optional<List<OcspReply>> replies = Optional.empty();
  private Optional<List<RevocationList>> lists = Optional.empty();
  private final Map<SignedList, Optional<RevocationList.Held>> held = new HashMap<>();

  /** By identity of the list. */
  private record SignedList(RevocationList list, X509Certificate issuer) {}

  /**
   * @param ocsps OCSP responses (RFC 6960, OCSPResponse); not trusted
   * @param crls revocation lists in DER; not trusted
   */
  public ProofsAtHand(
      Collection<byte[]> ocsps, Collection<byte[]> crls, SignatureCheck signatures) {
    this.encodedReplies =
        ocsps.stream()
            .filter(one -> one.length <= OcspReply.MAX_BYTES)
            .limit(MAX_RESPONSES)
            .toList();
    this.encodedLists = withinLimits(crls);
    this.signatures = signatures;
  }

  private static List<byte[]> withinLimits(Collection<byte[]> crls) {
    var taken = new ArrayList<byte[]>();
    var bytes = 0L;
    for (var one : crls) {
      if (taken.size() < MAX_LISTS
          && one.length <= MAX_LIST_BYTES
          && bytes + one.length <= MAX_LISTS_BYTES) {
        taken.add(one);
        bytes += one.length;
      }
    }
    return List.copyOf(taken);
  }

  public boolean isEmpty() {
    return encodedReplies.isEmpty() && encodedLists.isEmpty();
  }

  /**
   * @param issuer whose signature on the subject was checked
   * @return the latest first
   */
  public synchronized List<RevocationProof> about(X509Certificate subject, X509Certificate issuer) {
    var found = new ArrayList<RevocationProof>();
    for (var reply : replies()) {
      if (reply.names(subject.getSerialNumber())) {
        try {
          found.add(reply.about(subject, issuer, signatures));
        } catch (ProofRefused e) {
          continue;
        }
      }
    }
    var name = X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    for (var list : lists()) {
      if (list.isOf(name)) {
        try {
          var signed = signed(list, issuer);
          if (signed.isPresent()) {
            found.add(signed.get().about(subject));
          }
        } catch (ProofRefused e) {
          continue;
        }
      }
    }
    found.sort(Comparator.comparing(RevocationProof::thisUpdate).reversed());
    return List.copyOf(found);
  }

  private Optional<RevocationList.Held> signed(RevocationList list, X509Certificate issuer) {
    return held.computeIfAbsent(
        new SignedList(list, issuer),
        one -> {
          try {
            return Optional.of(list.signedBy(issuer, signatures));
          } catch (ProofRefused e) {
            return Optional.empty();
          }
        });
  }

  private List<OcspReply> replies() {
    var decoded = replies.orElseGet(() -> decoded(encodedReplies, OcspReply::decoded));
    replies = Optional.of(decoded);
    return decoded;
  }

  private List<RevocationList> lists() {
    var decoded = lists.orElseGet(() -> decoded(encodedLists, RevocationList::decoded));
    lists = Optional.of(decoded);
    return decoded;
  }

  /** Decodes what came from outside. */
  @FunctionalInterface
  private interface Decoder<T> {
    T decoded(byte[] encoded) throws ProofRefused;
  }

  private static <T> List<T> decoded(List<byte[]> encoded, Decoder<T> decoder) {
    var all = new ArrayList<T>();
    for (var one : encoded) {
      try {
        all.add(decoder.decoded(one));
      } catch (ProofRefused e) {
        continue;
      }
    }
    return List.copyOf(all);
  }
}
