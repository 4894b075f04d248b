package vn.congvan.validation;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;

/**
 * What a file must be for its reader, beside being sound.
 *
 * @param leaderCertificates SHA-256 of the certificates of which one must be the leader's; empty
 *     for any
 * @param sealOf whose seal it must bear
 */
public record Expectations(
    Kind kind, Set<ContentHash> leaderCertificates, @Nullable AgencyCode sealOf) {
  /** What is expected. */
  public enum Kind {
    /** Whatever is there is judged. */
    ANY,
    /** One leader's signature, number and date both empty or both signed by the leader. */
    SIGNED_BY_LEADER,
    /** Leader's signature and the seal; number and date came with either. */
    ISSUED,
    /** An attachment's seal. */
    SEALED
  }

  public Expectations {
    leaderCertificates = Set.copyOf(leaderCertificates);
  }

  public static Expectations none() {
    return new Expectations(Kind.ANY, Set.of(), null);
  }

  public static Expectations signedByLeader() {
    return new Expectations(Kind.SIGNED_BY_LEADER, Set.of(), null);
  }

  public static Expectations issuedBy(AgencyCode agency) {
    return new Expectations(Kind.ISSUED, Set.of(), agency);
  }

  public static Expectations sealedBy(AgencyCode agency) {
    return new Expectations(Kind.SEALED, Set.of(), agency);
  }

  public Expectations withLeaderCertificates(Set<ContentHash> certificates) {
    return new Expectations(kind, certificates, sealOf);
  }
}
