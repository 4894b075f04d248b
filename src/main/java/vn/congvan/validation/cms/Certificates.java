package vn.congvan.validation.cms;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes certificates, and remembers the latest, because the same few signers and authorities come
 * again and again. Thread-safe.
 */
public final class Certificates {
  private static final int REMEMBERED = 1024;
  private static final int MOST = 32;

  /** Some are remembered for long, whoever sent them. */
  private static final int LONGEST = 1 << 16;

  /** Bytes as a key. */
  private record Encoded(byte[] bytes) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Encoded other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return bytes.length + " bytes";
    }
  }

  private final Map<Encoded, X509Certificate> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Encoded, X509Certificate> eldest) {
              return size() > REMEMBERED;
            }
          });

  /**
   * @param encodings each one element of DER
   */
  List<X509Certificate> decode(List<byte[]> encodings) throws CmsProblem {
    if (encodings.size() > MOST) {
      throw CmsProblem.format("more than %d certificates".formatted(MOST));
    }
    var certificates = new ArrayList<X509Certificate>();
    for (var encoded : encodings) {
      certificates.add(decode(encoded));
    }
    return certificates;
  }

  /**
   * One that lies by itself in a file; empty when it is none.
   *
   * @param encoded in DER
   */
  public Optional<X509Certificate> find(byte[] encoded) {
    try {
      return Optional.of(decode(encoded));
    } catch (CmsProblem e) {
      return Optional.empty();
    }
  }

  private X509Certificate decode(byte[] encoded) throws CmsProblem {
    if (encoded.length > LONGEST) {
      throw CmsProblem.format("a certificate of %d bytes".formatted(encoded.length));
    }
    var key = new Encoded(encoded);
    var held = known.get(key);
    if (held != null) {
      return held;
    }
    try {
      var decoded =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
      if (!Arrays.equals(decoded.getEncoded(), encoded)) {
        throw CmsProblem.format("a certificate that is not DER");
      }
      known.put(key, decoded);
      return decoded;
    } catch (CertificateException e) {
      throw CmsProblem.format("a certificate that cannot be decoded");
    }
  }
}
