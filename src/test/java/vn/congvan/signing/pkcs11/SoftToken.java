package vn.congvan.signing.pkcs11;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import vn.congvan.testing.Tool;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/**
 * Tokens of SoftHSM2, made before its library is first used in this process: it does not look for
 * new ones. Pulling a token out is its folder moved away while the library stands still.
 */
public final class SoftToken {
  public static final String PIN = "4711-Pin-Cua-Token";

  /** A token without keys, for whoever has some. */
  public static final String EMPTY = "keys";

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"));

  private static final class One {
    static final SoftToken INSTANCE = new SoftToken();
  }

  public final Path library;
  final Made root = Certificates.ca().selfSigned("CN=Gốc");
  final Made issuing = Certificates.ca(0).issuedBy(root, "CN=Công vụ");
  private final Map<String, Made> certificates = new ConcurrentHashMap<>();
  private final Set<Certificate> issuersKept = new HashSet<>();
  private final Path home;
  private final Path store;
  private final Path away;

  public static SoftToken get() {
    Tool.require("softhsm2-util");
    Tool.require("pkcs11-tool");
    return One.INSTANCE;
  }

  private SoftToken() {
    try {
      library = LIBRARIES.stream().filter(Files::exists).findFirst().orElseThrow();
      home = Files.createTempDirectory("softhsm");
      store = Files.createDirectory(home.resolve("tokens"));
      away = Files.createDirectory(home.resolve("away"));
      Files.writeString(
          home.resolve("softhsm2.conf"),
          "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
              .formatted(store));
      Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
      make();
      NativeLibrary.getInstance("c")
          .getFunction("setenv")
          .invokeInt(new Object[] {"SOFTHSM2_CONF", conf(), 1});
    } catch (Exception e) {
      throw new IllegalStateException("cannot make the tokens of the tests", e);
    }
  }

  private void make() throws Exception {
    token("leaders");
    hold("leaders", "rsa", "01", Certificates.rsa(3072));
    hold("leaders", "p256", "02", curve("secp256r1"));
    hold("leaders", "p384", "03", curve("secp384r1"));
    hold("leaders", "ed", "04", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    token("seal");
    hold("seal", "seal", "01", Certificates.rsa(2048));
    token("guarded");
    hold("guarded", "key", "01", curve("secp256r1"));
    token("pulled");
    hold("pulled", "key", "01", curve("secp256r1"));
    token("bare");
    importKey("bare", "key", "01", curve("secp256r1").getPrivate());
    token("twin");
    token("twin");
    token(EMPTY);
  }

  private void token(String label) throws Exception {
    run(
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        label,
        "--so-pin",
        "12345678",
        "--pin",
        PIN);
  }

  /** A key with its certificate and that of its issuer. */
  private void hold(String token, String label, String id, KeyPair pair) throws Exception {
    importKey(token, label, id, pair.getPrivate());
    certify(
        token,
        label,
        id,
        Certificates.signer().withKey(pair).issuedBy(issuing, "CN=" + token + " " + label));
  }

  private void importKey(String token, String label, String id, PrivateKey key) throws Exception {
    var pem = home.resolve("key.pem");
    Files.writeString(
        pem,
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(
                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())));
    run(
        "softhsm2-util",
        "--import",
        pem.toString(),
        "--token",
        token,
        "--label",
        label,
        "--id",
        id,
        "--pin",
        PIN);
    Files.delete(pem);
  }

  private void certify(String token, String label, String id, Made made) throws Exception {
    certificates.put(token + "/" + label, made);
    write(token, label, id, made.certificate().getEncoded());
    write(token, "issuer", "f" + id.charAt(1), issuing.certificate().getEncoded());
  }

  /**
   * Puts a key, its certificate and that of its issuer on the {@link #EMPTY} token.
   *
   * @param id in hexadecimal, unlike that of any other there
   */
  public synchronized void keep(String label, String id, PrivateKey key, Certificate[] chain) {
    try {
      importKey(EMPTY, label, id, key);
      write(EMPTY, label, id, chain[0].getEncoded());
      if (issuersKept.add(chain[1])) {
        write(EMPTY, "issuer", "f" + issuersKept.size(), chain[1].getEncoded());
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot put a key on the token", e);
    }
  }

  private void write(String token, String label, String id, byte[] der) throws Exception {
    var file = Files.write(home.resolve("certificate.der"), der);
    tool(token, "--write-object", file.toString(), "--type", "cert", "--label", label, "--id", id);
  }

  private void tool(String token, String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "pkcs11-tool",
                "--module",
                library.toString(),
                "--token-label",
                token,
                "--login",
                "--pin",
                PIN));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  X509Certificate certificate(String tokenAndLabel) {
    return java.util.Objects.requireNonNull(certificates.get(tokenAndLabel)).certificate();
  }

  /** What the tool of the system says of a token. */
  String ask(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("pkcs11-tool", "--module", library.toString()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private String run(String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", conf());
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + said);
    }
    return said;
  }

  /** Every session of this process with every token ends. */
  void endSessions(Tokens tokens) throws Exception {
    for (var token : tokens.library(library).tokens()) {
      call("C_CloseAllSessions", new com.sun.jna.NativeLong(token.slot(), true));
    }
  }

  void pullOut(String label) throws Exception {
    var folder = folderOf(label);
    call("C_Finalize", com.sun.jna.Pointer.NULL);
    Files.move(folder, away.resolve(folder.getFileName()));
    initialize();
  }

  void plugIn() throws Exception {
    call("C_Finalize", com.sun.jna.Pointer.NULL);
    try (var folders = Files.list(away)) {
      for (var folder : folders.toList()) {
        Files.move(folder, store.resolve(folder.getFileName()));
      }
    }
    initialize();
  }

  /** What another process changed is seen. */
  void reload() {
    call("C_Finalize", com.sun.jna.Pointer.NULL);
    initialize();
  }

  private void initialize() {
    try (var arguments = new Memory(48)) {
      arguments.clear();
      arguments.setLong(32, Ck.CKF_OS_LOCKING_OK);
      call("C_Initialize", arguments);
    }
  }

  private void call(String name, Object argument) {
    Function function = NativeLibrary.getInstance(library.toString()).getFunction(name);
    var result = function.invokeLong(new Object[] {argument});
    if (result != 0) {
      throw new IllegalStateException("%s: 0x%X".formatted(name, result));
    }
  }

  private Path folderOf(String label) throws IOException {
    try (var folders = Files.list(store)) {
      return folders.filter(folder -> holds(folder, label)).findFirst().orElseThrow();
    }
  }

  private static boolean holds(Path folder, String label) {
    try {
      return new String(
              Files.readAllBytes(folder.resolve("token.object")), StandardCharsets.ISO_8859_1)
          .contains(label + " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String conf() {
    return home.resolve("softhsm2.conf").toString();
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(home)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair curve(String name) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }
}
