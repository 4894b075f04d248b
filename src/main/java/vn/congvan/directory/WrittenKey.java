package vn.congvan.directory;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Shown;

/**
 * A key as {@code agencies.yaml} names it: a PKCS#12 file by {@code file} and {@code passwordFile},
 * or one of {@code pkcs11}, {@code csc} and {@code device}.
 */
record WrittenKey(
    @Nullable String file,
    @Nullable String passwordFile,
    @Nullable Pkcs11 pkcs11,
    @Nullable Csc csc,
    @Nullable Device device,
    @Nullable String image) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** A token or an HSM. */
  record Pkcs11(
      @Nullable String library,
      @Nullable String token,
      @Nullable String serial,
      @Nullable String label,
      @Nullable String id,
      @Nullable String pinFile) {

    KeyPlace.Token read(Path folder) throws Flaw {
      if (token == null && serial == null) {
        throw missing("token");
      }
      if (id != null && !id.matches("([0-9a-fA-F]{2}){1,64}")) {
        throw new Flaw(
            "có \"id\" không phải số thập lục phân: \"%s\"".formatted(Shown.of(id)),
            "has an 'id' that is not hexadecimal: '%s'".formatted(Shown.of(id)));
      }
      return new KeyPlace.Token(
          needed(library, "library", folder),
          token,
          serial,
          label,
          id == null ? null : id.toLowerCase(Locale.ROOT),
          needed(pinFile, "pinFile", folder));
    }
  }

  /** A remote signing service. */
  record Csc(
      @Nullable String service,
      @Nullable String credential,
      @Nullable String clientId,
      @Nullable String clientSecretFile,
      @Nullable String pinFile,
      @Nullable String otpFile,
      @Nullable String refreshTokenFile) {

    KeyPlace.Remote read(Path folder) throws Flaw {
      if (clientSecretFile == null && refreshTokenFile == null) {
        throw missing("clientSecretFile");
      }
      return new KeyPlace.Remote(
          address(needed(service, "service")),
          needed(credential, "credential"),
          needed(clientId, "clientId"),
          optional(clientSecretFile, folder),
          optional(pinFile, folder),
          optional(otpFile, folder),
          optional(refreshTokenFile, folder));
    }

    private static URI address(String text) throws Flaw {
      try {
        var address = new URI(text.replaceFirst("/+$", ""));
        var host = address.getHost();
        var safe =
            "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && host != null && LOOPBACK.contains(host));
        if (host != null
            && safe
            && address.getQuery() == null
            && address.getFragment() == null
            && address.getUserInfo() == null) {
          return address;
        }
      } catch (URISyntaxException e) {
        // Told below, as for any other text that is no address of a service.
      }
      throw new Flaw(
          "có \"service\" không phải địa chỉ https của dịch vụ ký: \"%s\""
              .formatted(Shown.of(text)),
          "has a 'service' that is no https address: '%s'".formatted(Shown.of(text)));
    }
  }

  /** The person's own device. */
  record Device(@Nullable String certificate) {
    KeyPlace.Device read(Path folder) throws Flaw {
      return new KeyPlace.Device(needed(certificate, "certificate", folder));
    }
  }

  /** What is wrong with it, to be read after whose key it is. */
  static final class Flaw extends Exception {
    private static final long serialVersionUID = 1;

    private final String vi;

    Flaw(String vi, String en) {
      super(en);
      this.vi = vi;
    }

    String vi() {
      return vi;
    }
  }

  KeyHolding read(Path folder) throws Flaw {
    var places = new ArrayList<KeyPlace>();
    if (file != null || passwordFile != null) {
      places.add(
          new KeyPlace.File(
              needed(file, "file", folder), needed(passwordFile, "passwordFile", folder)));
    }
    if (pkcs11 != null) {
      places.add(pkcs11.read(folder));
    }
    if (csc != null) {
      places.add(csc.read(folder));
    }
    if (device != null) {
      places.add(device.read(folder));
    }
    if (places.isEmpty()) {
      throw missing("file");
    }
    if (places.size() > 1) {
      throw new Flaw(
          "phải ở đúng một nơi: file, pkcs11, csc hoặc device",
          "must be in one place only: file, pkcs11, csc or device");
    }
    return new KeyHolding(places.get(0), optional(image, folder));
  }

  private static String needed(@Nullable String value, String field) throws Flaw {
    if (value == null || value.isBlank()) {
      throw missing(field);
    }
    return value;
  }

  private static Path needed(@Nullable String value, String field, Path folder) throws Flaw {
    return path(needed(value, field), folder);
  }

  private static @Nullable Path optional(@Nullable String value, Path folder) throws Flaw {
    return value == null ? null : path(value, folder);
  }

  private static Path path(String value, Path folder) throws Flaw {
    try {
      return folder.resolve(value);
    } catch (InvalidPathException e) {
      throw new Flaw(
          "có đường dẫn sai: \"%s\"".formatted(Shown.of(value)),
          "has a path that is none: '%s'".formatted(Shown.of(value)));
    }
  }

  private static Flaw missing(String field) {
    return new Flaw("thiếu mục \"%s\"".formatted(field), "has no '%s'".formatted(field));
  }
}
