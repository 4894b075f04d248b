package vn.congvan.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * The roots we believe, by trust store. Trusted: whoever can add one decides whose signatures hold.
 *
 * @param stores by name; a root is in one of them only
 */
public record TrustAnchors(SortedMap<StoreName, List<X509Certificate>> stores) {
  private static final long MAX_FILE_BYTES = 1L << 20;

  public TrustAnchors {
    var copy = new TreeMap<StoreName, List<X509Certificate>>();
    stores.forEach((name, roots) -> copy.put(name, List.copyOf(roots)));
    stores = Collections.unmodifiableSortedMap(copy);
  }

  /** In the store without a name. */
  public TrustAnchors(List<X509Certificate> certificates) {
    this(new TreeMap<>(Map.of(StoreName.NONE, certificates)));
  }

  /** Of all stores. */
  public List<X509Certificate> certificates() {
    return stores.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Every {@code *.pem}, {@code *.crt}, {@code *.cer} of a folder, PEM or DER, one certificate or
   * several; those of a sub-folder are the trust store of its name. One bad file spoils the whole,
   * as does a sub-folder without a certificate: believing fewer roots than the operator meant would
   * refuse documents for a reason nobody sees.
   *
   * @throws Halt when unreadable or empty, or when a sub-folder cannot name a store, or two hold
   *     the same root
   */
  public static TrustAnchors read(Path folder) {
    var stores = new TreeMap<StoreName, List<X509Certificate>>();
    try {
      var unnamed = readFolder(folder);
      for (var store : subFolders(folder)) {
        var found = readFolder(store);
        if (found.isEmpty()) {
          throw empty(store);
        }
        stores.put(nameOf(store), List.copyOf(found));
      }
      checkApart(folder, stores);
      // A root that lies in a named store as well is of that store.
      stores.values().forEach(unnamed::removeAll);
      if (!unnamed.isEmpty()) {
        stores.put(StoreName.NONE, List.copyOf(unnamed));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new Halt(
          new Reason(
              "TRUST.NO_FOLDER",
              "Không có thư mục chứng thư gốc %s. Ghi đúng thư mục dữ liệu (--data) hoặc thư mục chứng thư (--anchors; với nút là trust.directory)."
                  .formatted(folder),
              "there is no folder %s of root certificates; name the data folder (--data) or the folder itself (--anchors; for a node trust.directory)"
                  .formatted(folder)),
          e);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    if (stores.isEmpty()) {
      throw empty(folder);
    }
    return new TrustAnchors(stores);
  }

  private static Set<X509Certificate> readFolder(Path folder) throws IOException {
    var found = new LinkedHashSet<X509Certificate>();
    try (var entries = Files.list(folder)) {
      for (var file : entries.filter(TrustAnchors::isCertificate).sorted().toList()) {
        found.addAll(readFile(file));
      }
    }
    return found;
  }

  /** Those with a dot before their name belong to the system that keeps the folder. */
  private static List<Path> subFolders(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static StoreName nameOf(Path folder) {
    var name = folder.getFileName().toString();
    if (StoreName.isName(name)) {
      return new StoreName(name);
    }
    var shown = Shown.of(name);
    throw new Halt(
        new Reason(
            "TRUST.STORE_NAME",
            "Thư mục con '%s' trong thư mục chứng thư gốc không đặt tên được cho một kho tin cậy. Đổi tên thành chữ thường không dấu, chữ số và gạch nối, nhiều nhất 32 ký tự (ví dụ cong-vu)."
                .formatted(shown),
            "the sub-folder '%s' of the root certificates cannot name a trust store; rename it to small letters, digits and hyphens, at most 32 (for example cong-vu)"
                .formatted(shown)));
  }

  private static void checkApart(Path folder, Map<StoreName, List<X509Certificate>> stores) {
    var owners = new HashMap<X509Certificate, StoreName>();
    stores.forEach(
        (name, roots) -> {
          for (var root : roots) {
            var other = owners.put(root, name);
            if (other != null) {
              var subject = Shown.of(root.getSubjectX500Principal().toString());
              throw new Halt(
                  new Reason(
                      "TRUST.IN_TWO_STORES",
                      "Chứng thư gốc %s nằm trong cả hai kho %s và %s của %s. Giữ lại trong một kho."
                          .formatted(subject, other.value(), name.value(), folder),
                      "the root certificate %s lies in both stores %s and %s of %s; keep it in one"
                          .formatted(subject, other.value(), name.value(), folder)));
            }
          }
        });
  }

  private static Halt empty(Path folder) {
    return new Halt(
        new Reason(
            "TRUST.NO_ANCHORS",
            "Thư mục %s không có chứng thư gốc nào. Đặt chứng thư của CA gốc (.pem, .crt, .cer) vào đó rồi chạy lại."
                .formatted(folder),
            "the folder %s holds no root certificate; put those of the root CAs there (.pem, .crt, .cer) and start again"
                .formatted(folder)));
  }

  private static boolean isCertificate(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (Files.isDirectory(file)) {
      return false;
    }
    return name.endsWith(".pem") || name.endsWith(".crt") || name.endsWith(".cer");
  }

  private static List<X509Certificate> readFile(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw unreadable(file, null);
      }
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (certificates.isEmpty()) {
        throw unreadable(file, null);
      }
      return certificates.stream().map(X509Certificate.class::cast).toList();
    } catch (IOException | CertificateException | ClassCastException e) {
      throw unreadable(file, e);
    }
  }

  private static Halt unreadable(Path what, @Nullable Exception cause) {
    var reason =
        new Reason(
            "TRUST.UNREADABLE",
            "Không đọc được chứng thư gốc ở %s. Thay bằng tệp chứng thư X.509 (PEM hoặc DER) dưới 1 MB."
                .formatted(what),
            "cannot read root certificates from %s (%s); put an X.509 certificate there, PEM or DER, below 1 MB"
                .formatted(what, cause == null ? "none in it" : Shown.of(String.valueOf(cause))));
    return cause == null ? new Halt(reason) : new Halt(reason, cause);
  }
}
