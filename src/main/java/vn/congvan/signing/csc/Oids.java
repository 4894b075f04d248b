package vn.congvan.signing.csc;

import java.io.IOException;
import java.util.Base64;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import vn.congvan.signing.SignatureScheme;

/** How the API names algorithms: identifiers in dots, parameters in DER and Base64. */
final class Oids {
  private Oids() {}

  static String digest(SignatureScheme scheme) {
    return AlgorithmIdentifier.getInstance(scheme.digestIdentifier()).getAlgorithm().getId();
  }

  static String parameters(SignatureScheme scheme) {
    try {
      var parameters =
          AlgorithmIdentifier.getInstance(scheme.signatureIdentifier()).getParameters();
      return Base64.getEncoder().encodeToString(parameters.toASN1Primitive().getEncoded("DER"));
    } catch (IOException e) {
      throw new IllegalStateException("a constant has an encoding", e);
    }
  }
}
