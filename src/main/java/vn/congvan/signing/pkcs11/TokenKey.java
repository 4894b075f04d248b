package vn.congvan.signing.pkcs11;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.document.KeyPlace;
import vn.congvan.signing.SignatureScheme;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.trust.CryptoProviders;

/**
 * A key on a token. When the token was pulled out, or its sessions ended, the next signature finds
 * it and logs in again; while it is away, signing is to be tried later.
 */
final class TokenKey implements SigningKey {
  private static final Logger LOG = LoggerFactory.getLogger(TokenKey.class);

  private final Tokens tokens;
  private final KeyPlace.Token place;
  private final CryptoProviders providers;
  private final List<X509Certificate> chain;
  private final Way way;
  private final Object relinking = new Object();
  private volatile @Nullable Link link;

  private TokenKey(
      Tokens tokens, KeyPlace.Token place, CryptoProviders providers, Link link, Way way) {
    this.tokens = tokens;
    this.place = place;
    this.providers = providers;
    this.chain = link.chain();
    this.way = way;
    this.link = link;
  }

  /** The key is tried before it is returned, with each scheme until one works. */
  static SigningKey open(
      Tokens tokens, KeyPlace.Token place, SigningRules rules, CryptoProviders providers) {
    try {
      var library = tokens.library(place.library());
      var link = tokens.link(place);
      var publicKey = link.chain().get(0).getPublicKey();
      var scheme =
          SignatureScheme.fitting(
                  publicKey,
                  rules,
                  any ->
                      Way.of(any, link.mechanisms())
                          .filter(way -> works(library, link, way, providers))
                          .isPresent())
              .orElseThrow(
                  () ->
                      TokenFailure.unusable(
                          place.name(),
                          "khóa quá yếu, thuộc loại không được hỗ trợ, hoặc không khớp với chứng thư",
                          "it is too weak, of a kind that is not supported, or does not belong to its certificate"));
      if (scheme.family() == SignatureScheme.Family.RSA_PKCS1
          && rules.rsa() == SigningRules.Rsa.PSS) {
        LOG.info(
            "token={} has no RSASSA-PSS with {}; its signatures are PKCS#1 v1.5",
            place.name(),
            rules.digest().jca());
      }
      var way = Way.of(scheme, link.mechanisms()).orElseThrow();
      return new TokenKey(tokens, place, providers, link, way);
    } catch (CryptokiException e) {
      throw TokenFailure.away(place.name(), String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public X509Certificate certificate() {
    return chain.get(0);
  }

  @Override
  public List<X509Certificate> chain() {
    return chain;
  }

  @Override
  public SignatureScheme scheme() {
    return way.scheme();
  }

  @Override
  public byte[] sign(byte[] data) {
    var library = tokens.library(place.library());
    try {
      var used = link();
      try {
        return sign(library, used, way, data, providers);
      } catch (CryptokiException e) {
        forget(used);
        if (!e.isLoss()) {
          throw e;
        }
        LOG.info("token={} was lost ({}); looking for it again", place.name(), e.getMessage());
        return sign(library, link(), way, data, providers);
      }
    } catch (CryptokiException e) {
      throw TokenFailure.away(place.name(), String.valueOf(e.getMessage()), e);
    }
  }

  private Link link() throws CryptokiException {
    var now = link;
    if (now != null) {
      return now;
    }
    synchronized (relinking) {
      if (link == null) {
        var found = tokens.link(place);
        if (!found.chain().get(0).equals(certificate())) {
          found.sessions().close();
          throw TokenFailure.unusable(
              place.name(),
              "thiết bị mang chứng thư khác với lúc khởi động; khởi động lại hệ thống để dùng",
              "the token holds another certificate than before; start the node again to use it");
        }
        link = found;
      }
      return java.util.Objects.requireNonNull(link);
    }
  }

  private void forget(Link lost) {
    synchronized (relinking) {
      if (link == lost) {
        link = null;
        lost.sessions().close();
      }
    }
  }

  private static boolean works(Cryptoki library, Link link, Way way, CryptoProviders providers) {
    var own = link.chain().get(0);
    var proof = own.getSerialNumber().toByteArray();
    var scheme = way.scheme();
    try {
      var made = sign(library, link, way, proof, providers);
      return scheme.holds(own.getPublicKey(), proof, made, providers);
    } catch (CryptokiException | IllegalArgumentException e) {
      LOG.debug("scheme={} does not work on the token: {}", scheme, e.getMessage());
      return false;
    }
  }

  private static byte[] sign(
      Cryptoki library, Link link, Way way, byte[] data, CryptoProviders providers)
      throws CryptokiException {
    var input = way.input(data, providers);
    var session = link.sessions().take();
    var done = false;
    try {
      var signature = library.sign(session, way.mechanism(), link.key(), input);
      done = true;
      return way.signature(signature);
    } finally {
      if (done) {
        link.sessions().give(session);
      } else {
        link.sessions().drop(session);
      }
    }
  }
}
