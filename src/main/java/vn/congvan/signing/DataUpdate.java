package vn.congvan.signing;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.util.encoders.Hex;
import vn.congvan.document.ContentHash;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.revocation.ValidationData;

/**
 * The update that adds validation data to the document security store (ISO 32000-2, 12.8.4.3; EN
 * 319 142-1, 5.4.2): each in a stream of its own, none twice, none taken away. What belongs to
 * which signature (/VRI) is not said: verifiers find it by themselves.
 */
final class DataUpdate {
  private static final List<String> LISTS = List.of("Certs", "OCSPs", "CRLs");
  private static final int STRUCTURE = 1 << 12;

  private final SourcePdf file;
  private final CryptoProviders providers;

  DataUpdate(SourcePdf file, CryptoProviders providers) {
    this.file = file;
    this.providers = providers;
  }

  /**
   * @param baseHash SHA-256 of the file so far
   * @return empty when the file has all of it already
   */
  Optional<Increment> of(ValidationData data, long baseSize, ContentHash baseHash)
      throws IOException, NotOurs {
    var fresh =
        List.of(
            missing("Certs", encoded(data.certificates())),
            missing("OCSPs", data.ocsps()),
            missing("CRLs", data.crls()));
    var bytes = fresh.stream().flatMap(List::stream).mapToInt(one -> one.length + 64).sum();
    if (bytes == 0) {
      return Optional.empty();
    }
    var update = new SourceUpdate(file, baseSize, baseHash, bytes + STRUCTURE);
    var store = store();
    for (var i = 0; i < LISTS.size(); i++) {
      store = added(update.increment(), store, LISTS.get(i), fresh.get(i));
    }
    update.putStore(store);
    update.end();
    return Optional.of(update.increment());
  }

  private RawDictionary store() throws IOException, NotOurs {
    return file.dictionary(file.object(file.root()).get("DSS").orElse("<</Type /DSS>>"));
  }

  private RawDictionary added(
      Increment increment, RawDictionary store, String list, List<byte[]> fresh)
      throws IOException, NotOurs {
    if (fresh.isEmpty()) {
      return store;
    }
    var references = new StringBuilder("[");
    for (var number : file.references(store, list)) {
      references.append(number).append(" 0 R ");
    }
    for (var one : fresh) {
      var number = increment.next();
      increment.stream(number, "", one);
      references.append(number).append(" 0 R ");
    }
    references.setCharAt(references.length() - 1, ']');
    return store.with(list, references.toString());
  }

  private List<byte[]> missing(String list, List<byte[]> wanted) throws IOException, NotOurs {
    var there = there(list);
    var missing = new ArrayList<byte[]>();
    for (var one : wanted) {
      if (there.add(hash(one))) {
        missing.add(one);
      }
    }
    return missing;
  }

  private Set<String> there(String list) throws IOException, NotOurs {
    var hashes = new HashSet<String>();
    for (var number : file.references(store(), list)) {
      try {
        hashes.add(hash(file.stream(number)));
      } catch (NotOurs e) {
        // Packed in another way than is read here: at worst the same stands there twice.
        continue;
      }
    }
    return hashes;
  }

  private String hash(byte[] one) {
    return Hex.toHexString(providers.sha256().digest(one));
  }

  private static List<byte[]> encoded(List<X509Certificate> certificates) {
    var encodings = new ArrayList<byte[]>();
    try {
      for (var certificate : certificates) {
        encodings.add(certificate.getEncoded());
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was checked has an encoding", e);
    }
    return encodings;
  }
}
