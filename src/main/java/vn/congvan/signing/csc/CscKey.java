package vn.congvan.signing.csc;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.KeyPlace;
import vn.congvan.signing.SignatureScheme;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;

/**
 * A key at a remote service. The service is sent digests, never documents; each is authorised for
 * itself, and each signature is verified before it is used.
 */
final class CscKey implements SigningKey {
  private static final Logger LOG = LoggerFactory.getLogger(CscKey.class);

  private final Service service;
  private final KeyPlace.Remote place;
  private final Credential credential;
  private final SignatureScheme scheme;
  private final CryptoProviders providers;
  private final Authorisation authorisation;
  private final Batches batches;

  private CscKey(
      Service service,
      KeyPlace.Remote place,
      Credential credential,
      SignatureScheme scheme,
      CryptoProviders providers) {
    this.service = service;
    this.place = place;
    this.credential = credential;
    this.scheme = scheme;
    this.providers = providers;
    this.authorisation = new Authorisation(service, place, credential);
    this.batches = new Batches(credential.multisign(), this::signHashes);
  }

  /** Not tried: a signature may cost the agency money and its owner a one-time code. */
  static SigningKey open(
      Service service, KeyPlace.Remote place, SigningRules rules, CryptoProviders providers) {
    var credential = Credential.of(service, place);
    refuseWhatNeedsAPerson(credential, place);
    var scheme =
        SignatureScheme.fitting(credential.chain().get(0).getPublicKey(), rules, credential::can)
            .orElseThrow(
                () ->
                    ServiceFailure.unusable(
                        place.credential(),
                        "khóa quá yếu hoặc thuộc loại không được hỗ trợ",
                        "it is too weak or of a kind that is not supported"));
    if (scheme.family() == SignatureScheme.Family.RSA_PKCS1
        && rules.rsa() == SigningRules.Rsa.PSS) {
      LOG.info(
          "credential={} has no RSASSA-PSS; its signatures are PKCS#1 v1.5", place.credential());
    }
    return new CscKey(service, place, credential, scheme, providers);
  }

  @Override
  public X509Certificate certificate() {
    return credential.chain().get(0);
  }

  @Override
  public List<X509Certificate> chain() {
    return credential.chain();
  }

  @Override
  public SignatureScheme scheme() {
    return scheme;
  }

  @Override
  public byte[] sign(byte[] data) {
    var signature = batches.sign(providers.digest(scheme.digest().jca()).digest(data));
    if (!holds(data, signature)) {
      throw ServiceFailure.unusable(
          place.credential(),
          "dịch vụ trả chữ ký không khớp với chứng thư",
          "the service's signature does not belong to its certificate");
    }
    return signature;
  }

  private List<byte[]> signHashes(List<byte[]> hashes) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("credentialID", credential.id());
    parameters.put("SAD", authorisation.of(hashes, scheme));
    parameters.put("hashes", hashes.stream().map(Base64.getEncoder()::encodeToString).toList());
    parameters.putAll(credential.parameters(scheme));
    var answer = service.call("signatures/signHash", parameters);
    if (!answer.isGood()) {
      throw ServiceFailure.refused(Service.host(place), "signatures/signHash", answer);
    }
    var texts = answer.texts("signatures");
    if (texts.size() != hashes.size()) {
      throw unreadable();
    }
    var signatures = new ArrayList<byte[]>();
    for (var text : texts) {
      try {
        signatures.add(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        throw unreadable();
      }
    }
    return signatures;
  }

  private boolean holds(byte[] data, byte[] signature) {
    return scheme.holds(certificate().getPublicKey(), data, signature, providers);
  }

  private vn.congvan.document.SetAside unreadable() {
    return ServiceFailure.unusable(
        place.credential(),
        "dịch vụ trả không đủ chữ ký",
        "the service does not give as many signatures as it was asked for");
  }

  /** What only a person in a browser or with a telephone can give, no node can. */
  private static void refuseWhatNeedsAPerson(Credential credential, KeyPlace.Remote place) {
    switch (credential.mode()) {
      case "implicit" -> {}
      case "explicit" -> {
        var has = new ArrayList<String>();
        if (place.pinFile() != null) {
          has.add("PIN");
        }
        if (place.otpFile() != null) {
          has.add("OTP");
        }
        if (!has.containsAll(credential.asked())) {
          throw ServiceFailure.unusable(
              place.credential(),
              "mỗi lần ký dịch vụ đòi %s; khai báo pinFile và otpFile"
                  .formatted(String.join(", ", credential.asked())),
              "the service asks for %s at every signature; set pinFile and otpFile"
                  .formatted(String.join(", ", credential.asked())));
        }
      }
      default ->
          throw ServiceFailure.unusable(
              place.credential(),
              "mỗi lần ký phải xác nhận trên trang của dịch vụ (%s), hệ thống chưa hỗ trợ"
                  .formatted(credential.mode()),
              "every signature is to be confirmed on the service's own page (%s), which is not supported"
                  .formatted(credential.mode()));
    }
  }
}
