package vn.congvan.signing.csc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.document.Failure;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.signing.SignatureScheme;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.testing.Leaks;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;

/** The client against a service that holds to the specification, in a process of its own. */
class CscKeyTest {
  private static final byte[] DATA = "văn bản".getBytes(StandardCharsets.UTF_8);
  private static final String PIN = "Pin\"\\của Bình 42";
  private static final String SECRET = "bí mật của client&=%+";

  /** Made once: keys take long. */
  private static final class Lab {
    static final Made ROOT = Certificates.ca().selfSigned("CN=Gốc");
    static final Made ISSUING = Certificates.ca(0).issuedBy(ROOT, "CN=Công vụ");
    static final Made RSA = Certificates.signer().issuedBy(ISSUING, "CN=Lê Thị Bình");
    static final Made EC = Certificates.signer().withKey(curve()).issuedBy(ISSUING, "CN=Lê Văn An");

    private static java.security.KeyPair curve() {
      try {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
      } catch (java.security.GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @TempDir private Path folder;

  private final Properties settings = new Properties();
  private static @Nullable ServiceProcess shared;

  @BeforeEach
  void aServiceWithAPersonsKey() throws Exception {
    holds(Lab.RSA);
    settings.setProperty("client", "congvan");
    settings.setProperty("secret", SECRET);
    settings.setProperty("password", "mật khẩu trên web");
    settings.setProperty("credential", "binh-2026");
    settings.setProperty("ask", "PIN");
    settings.setProperty("secret.PIN", PIN);
    settings.setProperty("multisign", "10");
  }

  @AfterAll
  static void theServiceEnds() {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }

  @Test
  void theServiceSignsWhatItWasAuthorisedFor() throws Exception {
    start();

    var key = open(place());

    assertThat(key.scheme()).isEqualTo(SignatureScheme.RSA_PSS_SHA256);
    assertThat(key.chain()).containsExactly(Lab.RSA.certificate(), Lab.ISSUING.certificate());
    assertHolds(key, key.sign(DATA));
    assertHolds(key, key.sign(DATA));
    assertThat(service().calls("/csc/v2/credentials/authorize")).isEqualTo(2);
    assertThat(service().calls("/oauth2/token")).isEqualTo(1);
  }

  @Test
  void aServiceWithoutPssSignsTheOldWay() throws Exception {
    settings.setProperty("algo", "1.2.840.113549.1.1.1");
    start();

    var key = open(place());

    assertThat(key.scheme()).isEqualTo(SignatureScheme.RSA_PKCS1_SHA256);
    assertHolds(key, key.sign(DATA));
  }

  @Test
  void aKeyOnACurveSigns() throws Exception {
    holds(Lab.EC);
    settings.setProperty("algo", "1.2.840.10045.4.3.2");
    settings.setProperty("mode", "implicit");
    settings.setProperty("ask", "");
    start();

    var key = open(place());

    assertThat(key.scheme()).isEqualTo(SignatureScheme.ECDSA_SHA256);
    assertHolds(key, key.sign(DATA));
  }

  @Test
  void manyAtOnceShareAnAuthorisation() throws Exception {
    start();
    var key = open(place());
    var threads = Executors.newFixedThreadPool(30);
    try {
      var work = new ArrayList<Callable<byte[]>>();
      for (var i = 0; i < 30; i++) {
        work.add(() -> key.sign(DATA));
      }
      for (var signature : threads.invokeAll(work)) {
        assertHolds(key, signature.get());
      }
    } finally {
      threads.shutdown();
    }
    var batches = Arrays.stream(service().command("log").split(" ")).map(Integer::valueOf).toList();
    assertThat(batches).allMatch(size -> size <= 10);
    assertThat(batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(30);
    assertThat(batches.size()).isLessThan(30);
  }

  @Test
  void activationDataIsGoodForItsHashesOnceAndForAWhile() throws Exception {
    settings.setProperty("sad.seconds", "0");
    var remote = client();
    var hash = List.of(new byte[32]);
    var other = new byte[32];
    other[0] = 1;

    assertThat(signHash(remote, authorise(remote, hash), hash).error())
        .as("expired")
        .isEqualTo("invalid_request");

    settings.setProperty("sad.seconds", "60");
    var again = client();
    var sad = authorise(again, hash);
    assertThat(signHash(again, sad, List.of(other)).isGood()).as("another hash").isFalse();
    assertThat(signHash(again, sad, List.of(hash.get(0), hash.get(0))).isGood())
        .as("more than authorised")
        .isFalse();
    assertThat(signHash(again, "made-up", hash).isGood()).as("made up").isFalse();
    assertThat(signHash(again, sad, hash).isGood()).as("right").isTrue();
    assertThat(signHash(again, sad, hash).isGood()).as("replayed").isFalse();
  }

  @Test
  void anAccessTokenThatEndedIsRenewed() throws Exception {
    start();
    var key = open(place());
    key.sign(DATA);

    service().command("expire");

    assertHolds(key, key.sign(DATA));
    assertThat(service().calls("/oauth2/token")).isEqualTo(2);
  }

  @Test
  void anAccessTokenIsRenewedBeforeItEnds() throws Exception {
    settings.setProperty("token.seconds", "15");
    start();
    var key = open(place());

    key.sign(DATA);

    // Less is left of fifteen seconds than a request may take: each gets a token of its own.
    assertThat(service().calls("/oauth2/token")).isGreaterThan(2);
  }

  @Test
  void aServiceThatIsAwayIsWaitedFor() throws Exception {
    start();
    var key = open(place());

    service().command("down");
    away(() -> key.sign(DATA));
    away(() -> open(place()));
    service().command("up");
    assertHolds(key, key.sign(DATA));

    var place = place();
    theServiceEnds();
    away(() -> key.sign(DATA));
    away(() -> open(place));
  }

  @Test
  void aWrongPinIsSentOnce() throws Exception {
    start();
    var place = place();
    Files.writeString(pinFile(place), "sai-roi-9911\n");
    var key = open(place);

    for (var tries = 0; tries < 5; tries++) {
      assertThat(codeOf(() -> key.sign(DATA))).isEqualTo("SIGN.PIN_WRONG");
    }
    assertThat(service().calls("/csc/v2/credentials/authorize")).isEqualTo(1);

    Files.writeString(pinFile(place), PIN);
    assertHolds(key, key.sign(DATA));
  }

  @Test
  void noSecretIsToldEvenByAServiceThatRepeatsIt() throws Exception {
    start();
    var place = place();
    Files.writeString(pinFile(place), "Pin-Sai-5523-Cua-Binh");
    var key = open(place);
    Leaks.assertNone(() -> key.sign(DATA), "Pin-Sai-5523-Cua-Binh", SECRET);
    Leaks.assertNone(() -> key.sign(DATA), "Pin-Sai-5523-Cua-Binh", SECRET);
    Files.writeString(folder.resolve("secret"), "Bi-Mat-Sai-3310");
    Leaks.assertNone(() -> open(place), "Bi-Mat-Sai-3310");
    assertThat(place.toString()).doesNotContain("Pin-Sai-5523-Cua-Binh", "Bi-Mat-Sai-3310");
  }

  @Test
  void aOneTimeCodeIsNotSentTwice() throws Exception {
    settings.setProperty("ask", "PIN OTP");
    settings.setProperty("secret.OTP", "123456");
    start();
    var otp = Files.writeString(folder.resolve("otp"), "123456");
    var key = open(with(place(), otp, null));
    assertHolds(key, key.sign(DATA));

    assertThat(codeOf(() -> key.sign(DATA))).isEqualTo("SIGN.PIN_WRONG");

    assertThat(service().calls("/csc/v2/credentials/authorize")).isEqualTo(1);
  }

  @Test
  void whatTheServiceDoesNotKnowOrAllowIsSaid() throws Exception {
    start();
    var place = place();
    var unknown =
        new KeyPlace.Remote(
            place.service(),
            "ai-do",
            "congvan",
            place.clientSecretFile(),
            place.pinFile(),
            null,
            null);
    var refused = catchThrowableOfType(SetAside.class, () -> open(unknown)).reason();
    assertThat(refused.code()).isEqualTo("SIGN.KEY_UNUSABLE");
    assertThat(refused.vi()).contains("binh-2026");

    Files.writeString(folder.resolve("secret"), "không phải");
    assertThat(codeOf(() -> open(place))).isEqualTo("SIGN.SERVICE_NOT_AUTHORISED");
  }

  @Test
  void aKeyThatCannotBeUsedIsNotOpened() throws Exception {
    for (var spoilt :
        Map.of(
                "key.status", "disabled",
                "cert.status", "revoked",
                "mode", "oauth2code",
                "ask", "PIN OTP",
                "algo", "1.2.3.4",
                "oauth2", "http://example.org/")
            .entrySet()) {
      var before = settings.getProperty(spoilt.getKey());
      settings.setProperty(spoilt.getKey(), spoilt.getValue());
      start();
      assertThat(codeOf(() -> open(place()))).as(spoilt.toString()).isEqualTo("SIGN.KEY_UNUSABLE");
      if (before == null) {
        settings.remove(spoilt.getKey());
      } else {
        settings.setProperty(spoilt.getKey(), before);
      }
    }
  }

  @Test
  void aSignatureThatDoesNotHoldIsNotUsed() throws Exception {
    settings.setProperty("spoil", "yes");
    start();
    var key = open(place());

    assertThat(codeOf(() -> key.sign(DATA))).isEqualTo("SIGN.KEY_UNUSABLE");
  }

  @Test
  void aPersonConsentsInABrowserOnce() throws Exception {
    settings.remove("secret");
    start();
    var file = folder.resolve("refresh");
    var place = with(place(), null, file);
    var redirect = URI.create("http://127.0.0.1:9/callback");
    var consent = Consent.begin(place, redirect);

    var back = browse(consent.page(), "mật khẩu trên web");
    assertThatThrownBy(() -> consent.finish("khác", back.code())).isInstanceOf(Refused.class);
    consent.finish(back.state(), back.code());

    var first = Files.readString(file);
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    var key = open(place);
    assertHolds(key, key.sign(DATA));
    assertThat(Files.readString(file)).as("the service gives a new one").isNotEqualTo(first);
    assertThat(codeOf(() -> consent.finish(back.state(), back.code())))
        .as("the code again")
        .isEqualTo("SIGN.SERVICE_NOT_AUTHORISED");
  }

  @Test
  void aCodeIsOfUseOnlyToWhoAskedForIt() throws Exception {
    settings.remove("secret");
    start();
    var place = with(place(), null, folder.resolve("refresh"));
    var redirect = URI.create("http://127.0.0.1:9/callback");
    var mine = Consent.begin(place, redirect);
    var thiefs = Consent.begin(place, redirect);
    var stolen = browse(mine.page(), "mật khẩu trên web").code();
    var state = browse(thiefs.page(), "mật khẩu trên web").state();

    assertThat(codeOf(() -> thiefs.finish(state, stolen))).isEqualTo("SIGN.SERVICE_NOT_AUTHORISED");
    assertThat(folder.resolve("refresh")).doesNotExist();
    assertThat(browse(mine.page(), "đoán bừa").error()).isEqualTo("access_denied");
  }

  private static Back browse(URI page, String password) throws Exception {
    var response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(page)
                    .POST(HttpRequest.BodyPublishers.ofString("password=" + enc(password)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(302);
    var query = new java.util.HashMap<String, String>();
    var back = URI.create(response.headers().firstValue("Location").orElseThrow());
    for (var field : back.getQuery().split("&")) {
      var at = field.indexOf('=');
      query.put(field.substring(0, at), field.substring(at + 1));
    }
    return new Back(
        query.getOrDefault("state", ""),
        query.getOrDefault("code", ""),
        query.getOrDefault("error", ""));
  }

  /** What the service sends back with the browser. */
  private record Back(String state, String code, String error) {}

  private Service client() throws IOException {
    start();
    return Service.at(new Http(), place(), Clock.systemUTC());
  }

  private static String authorise(Service remote, List<byte[]> hashes) {
    return remote
        .call(
            "credentials/authorize",
            Map.of(
                "credentialID", "binh-2026",
                "numSignatures", hashes.size(),
                "hashes", texts(hashes),
                "hashAlgorithmOID", "2.16.840.1.101.3.4.2.1",
                "authData", List.of(Map.of("id", "PIN", "value", PIN))))
        .text("SAD")
        .orElseThrow();
  }

  private static Answer signHash(Service remote, String sad, List<byte[]> hashes) {
    return remote.call(
        "signatures/signHash",
        Map.of(
            "credentialID", "binh-2026",
            "SAD", sad,
            "hashes", texts(hashes),
            "hashAlgorithmOID", "2.16.840.1.101.3.4.2.1",
            "signAlgo", "1.2.840.113549.1.1.1"));
  }

  private static List<String> texts(List<byte[]> hashes) {
    return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
  }

  private void start() throws IOException {
    if (shared == null) {
      shared = new ServiceProcess(folder, settings);
    } else {
      shared.load(folder, settings);
    }
  }

  private static ServiceProcess service() {
    return java.util.Objects.requireNonNull(shared);
  }

  private KeyPlace.Remote place() {
    try {
      return new KeyPlace.Remote(
          service().address(),
          "binh-2026",
          "congvan",
          Files.writeString(folder.resolve("secret"), SECRET + "\n"),
          Files.writeString(folder.resolve("pin"), PIN + "\n"),
          null,
          null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPlace.Remote with(
      KeyPlace.Remote place, @Nullable Path otp, @Nullable Path refresh) {
    return new KeyPlace.Remote(
        place.service(),
        place.credential(),
        place.clientId(),
        refresh == null ? place.clientSecretFile() : null,
        place.pinFile(),
        otp,
        refresh);
  }

  private static Path pinFile(KeyPlace.Remote place) {
    return java.util.Objects.requireNonNull(place.pinFile());
  }

  private SigningKey open(KeyPlace.Remote place) {
    return new CscServices(Clock.systemUTC())
        .open(place, SigningRules.standard(), CryptoProviders.best());
  }

  private void holds(Made made) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "k", made.key(), "p12".toCharArray(), made.chain().toArray(Certificate[]::new));
    var file = folder.resolve("service.p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, "p12".toCharArray());
    }
    settings.setProperty("p12", file.toString());
    settings.setProperty("p12.password", "p12");
  }

  private static void assertHolds(SigningKey key, byte[] signature) throws Exception {
    var scheme = key.scheme();
    var verifier =
        CryptoProviders.withoutNative()
            .verifier(
                scheme.algorithm(),
                scheme.parameters().orElse(null),
                key.certificate().getPublicKey());
    verifier.update(DATA);
    assertThat(verifier.verify(signature)).isTrue();
  }

  private static void away(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            RetryLater.class, e -> assertThat(e.reason().code()).isEqualTo("SIGN.SERVICE_AWAY"));
  }

  private static String codeOf(ThrowingCallable act) {
    return catchThrowableOfType(Failure.class, act).reason().code();
  }

  private static String enc(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
