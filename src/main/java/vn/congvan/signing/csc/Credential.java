package vn.congvan.signing.csc;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Shown;
import vn.congvan.signing.SignatureScheme;

/**
 * What {@code credentials/info} says of a key.
 *
 * @param chain from its certificate up, without the root
 * @param algorithms identifiers of what it can do
 * @param mode how its use is authorised: {@code implicit}, {@code explicit} or {@code oauth2code}
 * @param asked what its owner is asked for at every authorisation, for example PIN and OTP
 * @param multisign how many hashes one authorisation can be for
 */
record Credential(
    String id,
    List<X509Certificate> chain,
    Set<String> algorithms,
    String mode,
    Set<String> asked,
    int multisign) {
  private static final int MAX_CHAIN = 8;

  /** More than that would make one lost answer cost too much. */
  private static final int MAX_BATCH = 100;

  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String EC = "1.2.840.10045.2.1";

  Credential {
    chain = List.copyOf(chain);
    algorithms = Set.copyOf(algorithms);
    asked = Set.copyOf(asked);
  }

  static Credential of(Service service, KeyPlace.Remote place) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("credentialID", place.credential());
    parameters.put("certificates", "chain");
    parameters.put("authInfo", true);
    var answer = service.call("credentials/info", parameters);
    if (!answer.isGood()) {
      throw unknown(service, place, answer);
    }
    var key = answer.part("key");
    if (!key.text("status").orElse("enabled").equals("enabled")) {
      throw ServiceFailure.unusable(place.credential(), "khóa đang bị vô hiệu", "it is disabled");
    }
    var status = answer.part("cert").text("status").orElse("valid");
    if (!status.equals("valid")) {
      throw ServiceFailure.unusable(
          place.credential(),
          "chứng thư không còn hiệu lực (%s)".formatted(Shown.of(status)),
          "its certificate is %s".formatted(Shown.of(status)));
    }
    var auth = answer.part("auth");
    return new Credential(
        place.credential(),
        chain(answer.part("cert").texts("certificates"), place),
        Set.copyOf(key.texts("algo")),
        auth.text("mode").orElse("implicit"),
        asked(auth),
        (int) Math.min(MAX_BATCH, Math.max(1, answer.number("multisign", 1))));
  }

  /** Whether the key can be asked for this, and as what. */
  boolean can(SignatureScheme scheme) {
    return switch (scheme.family()) {
      case RSA_PSS -> algorithms.contains(scheme.oid());
      case RSA_PKCS1 -> algorithms.contains(scheme.oid()) || algorithms.contains(RSA);
      case ECDSA -> algorithms.contains(scheme.oid()) || algorithms.contains(EC);
      // These sign the data itself, and a service is sent digests.
      case ED25519, ML_DSA_65 -> false;
    };
  }

  /** What {@code signHash} is told beside the hashes. */
  Map<String, Object> parameters(SignatureScheme scheme) {
    var parameters = new LinkedHashMap<String, Object>();
    var generic = scheme.family() == SignatureScheme.Family.ECDSA ? EC : RSA;
    parameters.put("signAlgo", algorithms.contains(scheme.oid()) ? scheme.oid() : generic);
    if (scheme.family() == SignatureScheme.Family.RSA_PSS) {
      parameters.put("signAlgoParams", Oids.parameters(scheme));
    }
    parameters.put("hashAlgorithmOID", Oids.digest(scheme));
    return parameters;
  }

  private static Set<String> asked(Answer auth) {
    var asked = new java.util.HashSet<String>();
    auth.forEach("objects", object -> object.text("id").ifPresent(asked::add));
    return asked;
  }

  private static List<X509Certificate> chain(List<String> texts, KeyPlace.Remote place) {
    var chain = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var text : texts.subList(0, Math.min(MAX_CHAIN, texts.size()))) {
        var encoded = Base64.getMimeDecoder().decode(text);
        var certificate =
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
        if (chain.isEmpty()
            || !certificate
                .getSubjectX500Principal()
                .equals(certificate.getIssuerX500Principal())) {
          chain.add(certificate);
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw ServiceFailure.unusable(
          place.credential(), "chứng thư bị hỏng", "its certificate is damaged", e);
    }
    if (chain.isEmpty()) {
      throw ServiceFailure.unusable(
          place.credential(), "dịch vụ không trả chứng thư", "the service gives no certificate");
    }
    return chain;
  }

  /** Which there are instead is what whoever mends the entry wants to know. */
  private static vn.congvan.document.SetAside unknown(
      Service service, KeyPlace.Remote place, Answer answer) {
    var list = service.call("credentials/list", Map.of());
    if (!list.isGood()) {
      return ServiceFailure.refused(Service.host(place), "credentials/info", answer);
    }
    var there = Shown.of(String.join(", ", list.texts("credentialIDs")));
    return ServiceFailure.unusable(
        place.credential(),
        "tài khoản có các khóa: %s".formatted(there),
        "the account has these credentials: %s (%s)".formatted(there, answer.error()));
  }
}
