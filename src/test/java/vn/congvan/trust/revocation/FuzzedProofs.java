package vn.congvan.trust.revocation;

import static vn.congvan.trust.lab.Certificates.NOW;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.congvan.testing.Seeds;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.SignatureCheck;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.trust.lab.Proofs;

/** What OCSP responses and revocation lists say that a fuzzer makes of sound ones. */
public final class FuzzedProofs {
  private static final SignatureCheck SIGNATURES = new SignatureCheck(CryptoProviders.best());
  private static final Made CA = Certificates.ca().withKey(Certificates.p256()).selfSigned("CN=CA");
  private static final Made LEADER =
      Certificates.signer().withKey(Certificates.p256()).issuedBy(CA, "CN=Leader");
  private static final Made RESPONDER =
      Certificates.responder().withKey(Certificates.p256()).issuedBy(CA, "CN=OCSP");
  private static final Map<String, byte[]> SOUND =
      Map.of(
          "good-ocsp", proofs().good(LEADER.certificate()).ocsp(),
          "delegated-ocsp", proofs().good(LEADER.certificate()).signedBy(RESPONDER).ocsp(),
          "revoked-ocsp", proofs().revoked(LEADER.certificate(), NOW, 1).ocsp(),
          "good-list", proofs().crl(),
          "revoked-list", proofs().revoked(LEADER.certificate(), NOW, 1).crl());
  private static final Set<Said> SIGNED = signed();

  /** What of a proof is signed. */
  private record Said(Object thisUpdate, Object usableUntil, Object revocation) {}

  private FuzzedProofs() {}

  public static void fuzzerInitialize() throws IOException {
    Seeds.plant(SOUND);
  }

  public static void fuzzerTestOneInput(byte[] encoded) {
    for (var proof : about(encoded)) {
      if (!SIGNED.contains(said(proof))) {
        throw new AssertionError("nobody signed this: " + proof);
      }
    }
  }

  private static Set<Said> signed() {
    var all = new HashSet<Said>();
    for (var sound : SOUND.values()) {
      about(sound).forEach(proof -> all.add(said(proof)));
    }
    return all;
  }

  private static List<RevocationProof> about(byte[] encoded) {
    return new ProofsAtHand(List.of(encoded), List.of(encoded), SIGNATURES)
        .about(LEADER.certificate(), CA.certificate());
  }

  private static Said said(RevocationProof proof) {
    return new Said(proof.thisUpdate(), proof.usableUntil(), proof.revocation());
  }

  private static Proofs proofs() {
    return Proofs.of(CA, NOW, NOW.plus(Duration.ofDays(1)));
  }
}
