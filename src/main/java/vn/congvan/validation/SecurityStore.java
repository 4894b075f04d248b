package vn.congvan.validation;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.cms.Certificates;
import vn.congvan.validation.pdf.PdfFile;
import vn.congvan.validation.pdf.PdfProblem;
import vn.congvan.validation.pdf.PdfValue;
import vn.congvan.validation.pdf.PdfView;

/**
 * The validation data of a file (ISO 32000-2, section 12.8.4.3), each with the revision it came
 * with. None of it is trusted; what cannot be read is as if it were not there. VRI dictionaries say
 * for which signature something is, which nobody needs to know; what they alone hold counts too.
 */
final class SecurityStore {
  private static final int MOST_STREAMS = 2048;
  private static final int MOST_CERTIFICATES = 256;
  private static final long MOST_BYTES = 64L << 20;

  private final PdfView view;
  private final Certificates decoder;
  private final Map<Integer, Proofs> byRevision = new TreeMap<>();
  private final Set<X509Certificate> certificates = new LinkedHashSet<>();
  private final Set<Integer> seen = new HashSet<>();
  private long bytes;

  /** What came with one revision. */
  record Proofs(List<byte[]> ocsps, List<byte[]> crls) {
    Proofs() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private SecurityStore(PdfView view, Certificates decoder) {
    this.view = view;
    this.decoder = decoder;
  }

  static SecurityStore read(PdfFile file, Certificates decoder) {
    var store = new SecurityStore(file.lastView(), decoder);
    try {
      store.read();
    } catch (PdfProblem e) {
      // What was read until then counts; the rules on changes say what is wrong with the file.
      return store;
    }
    return store;
  }

  Map<Integer, Proofs> proofs() {
    return byRevision;
  }

  List<X509Certificate> certificates() {
    return List.copyOf(certificates);
  }

  /** How many bytes of proofs. */
  long size() {
    return bytes;
  }

  private void read() {
    var store = view.dict(view.catalog().get("DSS"));
    if (store == null) {
      return;
    }
    read(store, "Certs", "OCSPs", "CRLs");
    var related = view.dict(store.get("VRI"));
    if (related != null) {
      for (var key : related.keys()) {
        var one = view.dict(related.get(key));
        if (one != null && seen.size() < MOST_STREAMS) {
          read(one, "Cert", "OCSP", "CRL");
        }
      }
    }
  }

  private void read(PdfValue.Dict from, String certs, String ocsps, String crls) {
    for (var one : streams(from.get(certs)).values()) {
      if (certificates.size() < MOST_CERTIFICATES) {
        decoder.find(one).ifPresent(certificates::add);
      }
    }
    streams(from.get(ocsps)).forEach((number, one) -> at(number).ocsps.add(one));
    streams(from.get(crls)).forEach((number, one) -> at(number).crls.add(one));
  }

  private Proofs at(int number) {
    return byRevision.computeIfAbsent(view.definedIn(number), r -> new Proofs());
  }

  /** By the numbers of their objects; each only once. */
  private Map<Integer, byte[]> streams(@Nullable PdfValue value) {
    var found = new LinkedHashMap<Integer, byte[]>();
    var array = view.array(value);
    if (array != null) {
      for (var item : array.items()) {
        if (item instanceof PdfValue.Ref ref
            && seen.size() < MOST_STREAMS
            && seen.add(ref.number())
            && view.resolve(ref) instanceof PdfValue.Stream stream) {
          var content = decoded(stream);
          if (content != null && bytes + content.length <= MOST_BYTES) {
            bytes += content.length;
            found.put(ref.number(), content);
          }
        }
      }
    }
    return found;
  }

  private byte @Nullable [] decoded(PdfValue.Stream stream) {
    try {
      return view.decode(stream);
    } catch (PdfProblem e) {
      return null;
    }
  }
}
