package vn.congvan.validation.time;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.trust.BoundedCache;
import vn.congvan.trust.revocation.ProofsAtHand;
import vn.congvan.trust.revocation.RevocationProof;

/** The proofs of status that lie in a file, each with the revision it came with. Thread-safe. */
public final class ProofsOfFile {
  private static final int REMEMBERED = 256;

  private final List<Part> parts;
  private final BoundedCache<Asked, List<Found>> answered = new BoundedCache<>(REMEMBERED);

  /** Those of one revision. */
  public record Part(int revision, ProofsAtHand proofs) {}

  /** One of them. */
  record Found(int revision, RevocationProof proof) {}

  private record Asked(X509Certificate subject, X509Certificate issuer) {}

  public ProofsOfFile(List<Part> parts) {
    this.parts = parts.stream().filter(part -> !part.proofs.isEmpty()).toList();
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  List<Found> about(X509Certificate subject, X509Certificate issuer) {
    if (parts.isEmpty()) {
      return List.of();
    }
    return answered.getOrMake(new Asked(subject, issuer), this::find);
  }

  private List<Found> find(Asked asked) {
    var found = new ArrayList<Found>();
    for (var part : parts) {
      for (var proof : part.proofs.about(asked.subject, asked.issuer)) {
        found.add(new Found(part.revision, proof));
      }
    }
    return List.copyOf(found);
  }
}
