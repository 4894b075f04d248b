package vn.congvan.validation;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import vn.congvan.document.AgencyCode;
import vn.congvan.trust.CertificatePaths;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.TrustAnchors;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/** Who signs in these tests, and a verifier that trusts their root. */
public final class People {
  public static final AgencyCode AGENCY = new AgencyCode("H57.12");
  public static final AgencyCode NEIGHBOUR = new AgencyCode("H57.31");

  public static final Made ROOT =
      Certificates.ca()
          .withKey(curve("secp256r1"))
          .signedWith("SHA256withECDSA")
          .from(Certificates.NOW, 20)
          .selfSigned("C=VN,CN=Gốc");
  public static final Made LEADER = leader(Certificates.rsa(2048));
  public static final Made SEAL = seal(AGENCY, "Ủy ban nhân dân phường Hương Trà");
  public static final Made NEIGHBOURS_SEAL = seal(NEIGHBOUR, "Ủy ban nhân dân xã A Lưới 1");
  public static final Made STAMPER =
      issued(Certificates.timeStamper().withKey(curve("secp256r1")), "C=VN,CN=Dấu thời gian");

  public static final CryptoProviders PROVIDERS = CryptoProviders.best();
  public static final PdfVerifier VERIFIER =
      new PdfVerifier(
          new CertificatePaths(new TrustAnchors(List.of(ROOT.certificate())), PROVIDERS),
          PROVIDERS);

  private People() {}

  public static Made leader(KeyPair pair) {
    return issued(
        Certificates.signer().withKey(pair),
        "C=VN,O=Ủy ban nhân dân phường Hương Trà,CN=Nguyễn Văn An,serialNumber=p-1");
  }

  /** By the root these tests trust. */
  public static Made issued(Certificates certificate, String subject) {
    return certificate.signedWith("SHA256withECDSA").issuedBy(ROOT, subject);
  }

  private static Made seal(AgencyCode code, String name) {
    return issued(
        Certificates.signer().withKey(curve("secp256r1")),
        "C=VN,O=%s,CN=%s,2.5.4.97=%s".formatted(name, name, code));
  }

  public static KeyPair curve(String name) {
    try {
      if (name.equals("ML-DSA-65")) {
        return CryptoProviders.best().keyPairGenerator(name).generateKeyPair();
      }
      if (name.equals("Ed25519")) {
        return KeyPairGenerator.getInstance(name).generateKeyPair();
      }
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(name));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
