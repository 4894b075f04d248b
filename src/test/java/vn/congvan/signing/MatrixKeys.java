package vn.congvan.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.KeyPlace;
import vn.congvan.signing.csc.ServiceProcess;
import vn.congvan.signing.pkcs11.SoftToken;
import vn.congvan.trust.lab.Holder;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabCircle;

/**
 * A leader's key and an agency's of every kind, each kept in every way there is, and the lab's
 * servers that their certificates name. One of all for the whole JVM, made when it is first asked
 * for.
 */
final class MatrixKeys {
  private static final String SECRET = "mật khẩu của dịch vụ";
  private static final Map<List<Object>, SigningKey> KEYS = new ConcurrentHashMap<>();
  private static final Map<SigningRules, KeyRing> RINGS = new ConcurrentHashMap<>();
  private static final Map<String, Holder> HOLDERS = new ConcurrentHashMap<>();
  private static final Map<String, KeyPlace> KEPT = new ConcurrentHashMap<>();

  private MatrixKeys() {}

  /** The lab and its servers, some time after the seal and before anybody judges. */
  private static final class Lab {
    static final Path FOLDER = folder();
    static final LabCircle CIRCLE = new LabCircle(FOLDER);

    static {
      CIRCLE.clock.forward(Duration.between(LabCircle.NOW, Desk.SEALED_AT.plusSeconds(30)));
    }

    private static Path folder() {
      try {
        var folder = Files.createTempDirectory("matrix");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      CIRCLE.close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static LabCircle lab() {
    return Lab.CIRCLE;
  }

  static Path anchors() {
    return lab().services.pki().anchorsFolder();
  }

  static PublicKey publicKey(KeyKind kind) {
    return holder(kind, true).certificate().getPublicKey();
  }

  /**
   * @param leader else the agency's
   * @throws vn.congvan.document.Failure when what keeps it cannot sign with it
   */
  static SigningKey key(KeySource kept, KeyKind kind, SigningRules rules, boolean leader) {
    var known = List.<Object>of(kept, kind, rules, leader);
    var key = KEYS.get(known);
    if (key == null) {
      // Not under the map's lock: a token and a service take their time.
      var ring = RINGS.computeIfAbsent(rules, KeyRing::new);
      key = ring.key(place(kept, kind, leader));
      KEYS.put(known, key);
    }
    return key;
  }

  private static KeyPlace place(KeySource kept, KeyKind kind, boolean leader) {
    var holder = holder(kind, leader);
    return switch (kept) {
      case PKCS12, DEVICE, DEVICE_CMS -> new KeyPlace.File(holder.keyFile(), holder.passwordFile());
      case PKCS11 ->
          KEPT.computeIfAbsent(name(kind, leader), name -> onToken(name, kind, leader, holder));
      case CSC -> Remote.place(name(kind, leader));
    };
  }

  private static KeyPlace onToken(String name, KeyKind kind, boolean leader, Holder holder) {
    var token = SoftToken.get();
    var id = "%d%d".formatted(leader ? 1 : 2, kind.ordinal());
    var java = store(holder, Security.getProvider("SUN"));
    // Not every Java knows such a key, and not every tool how this provider writes the others.
    var keys = kind == KeyKind.ML_DSA_65 ? store(holder, new BouncyCastleProvider()) : java;
    try {
      var alias = java.aliases().nextElement();
      var key = (PrivateKey) keys.getKey(alias, password(holder).toCharArray());
      token.keep(name, id, key, java.getCertificateChain(alias));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return new KeyPlace.Token(
        token.library, SoftToken.EMPTY, null, name, id, secret("pin", SoftToken.PIN));
  }

  /** The signing service, with all it keeps. */
  private static final class Remote {
    static final ServiceProcess PROCESS = start();

    static KeyPlace.Remote place(String name) {
      return new KeyPlace.Remote(
          PROCESS.address(),
          name,
          "congvan",
          secret("service-secret", SECRET),
          secret("service-pin", SECRET),
          null,
          null);
    }

    private static ServiceProcess start() {
      var settings = new Properties();
      settings.setProperty("client", "congvan");
      settings.setProperty("secret", SECRET);
      settings.setProperty("ask", "PIN");
      settings.setProperty("secret.PIN", SECRET);
      settings.setProperty("multisign", "10");
      var others = new ArrayList<String>();
      for (var kind : KeyKind.values()) {
        for (var leader : List.of(true, false)) {
          var holder = holder(kind, leader);
          var name = name(kind, leader);
          var prefix = others.isEmpty() && settings.getProperty("credential") == null ? "" : name;
          if (prefix.isEmpty()) {
            settings.setProperty("credential", name);
          } else {
            others.add(name);
            prefix += ".";
          }
          settings.setProperty(prefix + "p12", holder.keyFile().toString());
          settings.setProperty(prefix + "p12.password", password(holder));
          settings.setProperty(prefix + "algo", algorithms(kind));
        }
      }
      settings.setProperty("others", String.join(" ", others));
      try {
        var process = new ServiceProcess(Lab.FOLDER, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        return process;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String algorithms(KeyKind kind) {
      var names = new ArrayList<String>();
      if (kind.name().startsWith("RSA")) {
        names.add("1.2.840.113549.1.1.1");
      }
      for (var scheme : SignatureScheme.values()) {
        if (scheme.fits(publicKey(kind)) && !names.contains(scheme.oid())) {
          names.add(scheme.oid());
        }
      }
      return String.join(" ", names);
    }
  }

  private static String name(KeyKind kind, boolean leader) {
    return (leader ? "leader-" : "agency-") + kind;
  }

  /** Each read once: the lab opens its file whenever it is asked. */
  private static Holder holder(KeyKind kind, boolean leader) {
    return HOLDERS.computeIfAbsent(
        name(kind, leader),
        any -> {
          var pki = lab().services.pki();
          return leader
              ? pki.issuePerson("ld-" + kind.ordinal(), "Lê Thị Bình", "UBND Huế", kind)
              : pki.issueAgency(new AgencyCode("H57." + kind.ordinal()), "UBND Huế", kind);
        });
  }

  private static KeyStore store(Holder holder, Provider provider) {
    try (var in = Files.newInputStream(holder.keyFile())) {
      var store = KeyStore.getInstance("PKCS12", provider);
      store.load(in, password(holder).toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String password(Holder holder) {
    try {
      return Files.readString(holder.passwordFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path secret(String name, String secret) {
    try {
      return Files.writeString(Lab.FOLDER.resolve(name), secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
