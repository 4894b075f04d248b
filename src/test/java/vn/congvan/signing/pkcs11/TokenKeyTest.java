package vn.congvan.signing.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.congvan.document.KeyPlace;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;
import vn.congvan.signing.DigestAlgorithm;
import vn.congvan.signing.SignatureScheme;
import vn.congvan.signing.SigningKey;
import vn.congvan.signing.SigningRules;
import vn.congvan.testing.Leaks;
import vn.congvan.trust.CryptoProviders;

/** Keys on SoftHSM2, a token in software with the interface of those in hardware. */
class TokenKeyTest {
  private static final byte[] DATA = "văn bản".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private final SoftToken soft = SoftToken.get();
  private final Tokens tokens = new Tokens();

  @BeforeEach
  void nobodyIsLoggedIn() throws Exception {
    soft.endSessions(tokens);
  }

  @ParameterizedTest
  @CsvSource({
    "leaders, rsa,  RSA_PSS_SHA256",
    "leaders, p256, ECDSA_SHA256",
    "leaders, p384, ECDSA_SHA384",
    "leaders, ed,   ED25519",
    "seal,    seal, RSA_PSS_SHA256",
  })
  void aKeyOnATokenSignsAsItsKindDoes(String token, String label, SignatureScheme scheme)
      throws Exception {
    var key = open(place(token, null, label, null));

    assertThat(key.scheme()).isEqualTo(scheme);
    assertThat(key.certificate()).isEqualTo(soft.certificate(token + "/" + label));
    assertThat(key.chain()).containsExactly(key.certificate(), soft.issuing.certificate());
    assertHolds(key, key.sign(DATA));
  }

  @Test
  void theOldPaddingIsForThoseWhoAskForIt() throws Exception {
    var rules = new SigningRules(SigningRules.Rsa.PKCS1, DigestAlgorithm.SHA_512);

    var key = tokens.open(place("seal", null, null, "01"), rules, CryptoProviders.best());

    assertThat(key.scheme()).isEqualTo(SignatureScheme.RSA_PKCS1_SHA512);
    assertHolds(key, key.sign(DATA));
  }

  @Test
  void aDigestTheTokenCannotPadTakesTheOneItCan() throws Exception {
    var rules = new SigningRules(SigningRules.Rsa.PSS, DigestAlgorithm.SHA3_384);

    var key = tokens.open(place("seal", null, null, "01"), rules, CryptoProviders.best());

    assertThat(key.scheme()).isEqualTo(SignatureScheme.RSA_PSS_SHA384);
    assertHolds(key, key.sign(DATA));
  }

  @Test
  void aTokenWithoutPssSignsTheOldWay() {
    var withoutPss = java.util.Set.of(Ck.CKM_RSA_PKCS);
    var key = soft.certificate("seal/seal").getPublicKey();

    assertThat(
            SignatureScheme.fitting(
                key, SigningRules.standard(), s -> Way.of(s, withoutPss).isPresent()))
        .contains(SignatureScheme.RSA_PKCS1_SHA256);
  }

  @Test
  void twoTokensAreUsedAtOnceAndToldByTheirSerialNumber() throws Exception {
    var serial =
        tokens.library(soft.library).tokens().stream()
            .filter(t -> t.label().equals("seal"))
            .findFirst()
            .orElseThrow()
            .serial();
    var leader = open(place("leaders", null, "p256", null));
    var seal = open(place(null, serial, null, null));

    assertHolds(leader, leader.sign(DATA));
    assertHolds(seal, seal.sign(DATA));
    assertHolds(leader, leader.sign(DATA));
  }

  @Test
  void aKeyThatIsNotToldFromOthersIsNotChosen() {
    unusable("có 4 khóa", () -> open(place("leaders", null, null, null)));
    unusable("có 0 khóa", () -> open(place("leaders", null, "nobody", null)));
    unusable("2 thiết bị cùng tên", () -> open(place("twin", null, null, null)));
    unusable("không có chứng thư", () -> open(place("bare", null, null, null)));
  }

  @Test
  void aWrongPinIsTriedOnceWhoeverAsks() throws Exception {
    var place = place("guarded", null, null, null);
    Files.writeString(place.pinFile(), "sai-roi\n");
    assertThat(codeOf(() -> open(place))).isEqualTo("SIGN.PIN_WRONG");
    assertThat(soft.ask("--list-slots")).contains("user PIN count low");

    // It becomes the right one, which whoever asked the token again would find out.
    changePin(SoftToken.PIN, "sai-roi");
    try {
      assertThat(codeOf(() -> open(place))).isEqualTo("SIGN.PIN_WRONG");
      assertThat(codeOf(() -> open(place("guarded", null, "key", null, "sai-roi"))))
          .isEqualTo("SIGN.PIN_WRONG");
      var afterARestart = new Tokens().open(place, SigningRules.standard(), CryptoProviders.best());
      assertHolds(afterARestart, afterARestart.sign(DATA));
    } finally {
      changePin("sai-roi", SoftToken.PIN);
    }

    Files.writeString(place.pinFile(), SoftToken.PIN);
    var key = open(place);
    assertHolds(key, key.sign(DATA));
  }

  private void changePin(String from, String to) throws Exception {
    soft.ask("--token-label", "guarded", "--login", "--pin", from, "--change-pin", "--new-pin", to);
    soft.reload();
  }

  @Test
  void noPinIsToldWhateverFails() {
    var wrong = "Pin-Sai-7719-Cua-Token";
    Leaks.assertNone(() -> open(place("guarded", null, null, null, wrong)), wrong);
    Leaks.assertNone(() -> open(place("guarded", null, null, null, wrong)), wrong);
    Leaks.assertNone(() -> open(place("twin", null, null, null)), SoftToken.PIN);
    Leaks.assertNone(() -> open(place("leaders", null, null, null)), SoftToken.PIN);
    Leaks.assertNone(() -> open(place("nowhere", null, null, null)), SoftToken.PIN);
    assertThat(place("seal", null, null, null, wrong).toString()).doesNotContain(wrong);
  }

  @Test
  void theLastTryBeforeATokenLocksIsNotSpent() {
    var last = new Cryptoki.TokenInfo(0, "token", "1", Ck.CKF_USER_PIN_FINAL_TRY);
    var locked = new Cryptoki.TokenInfo(0, "token", "1", Ck.CKF_USER_PIN_LOCKED);
    var library = tokens.library(soft.library);
    var pin = new byte[] {'1'};

    assertThat(codeOf(() -> new PinGuard().login(library, last, 0, "token", pin)))
        .isEqualTo("SIGN.PIN_LAST_TRY");
    assertThat(codeOf(() -> new PinGuard().login(library, locked, 0, "token", pin)))
        .isEqualTo("SIGN.PIN_LOCKED");
  }

  @Test
  void lostSessionsAreOpenedAgain() throws Exception {
    var key = open(place("seal", null, null, null));
    key.sign(DATA);

    soft.endSessions(tokens);

    assertHolds(key, key.sign(DATA));
  }

  @Test
  void aTokenPulledOutIsWaitedForAndUsedWhenItIsBack() throws Exception {
    var key = open(place("pulled", null, null, null));
    soft.pullOut("pulled");
    try {
      assertThatThrownBy(() -> key.sign(DATA))
          .isInstanceOfSatisfying(
              RetryLater.class,
              away -> assertThat(away.reason().code()).isEqualTo("SIGN.TOKEN_AWAY"));
      assertThatThrownBy(() -> open(place("pulled", null, null, null)))
          .isInstanceOf(RetryLater.class);
    } finally {
      soft.plugIn();
    }

    assertHolds(key, key.sign(DATA));
  }

  @Test
  void aLibraryThatIsNoneIsSaidToBeNone() throws Exception {
    var none = Files.writeString(folder.resolve("libnone.so"), "no library");
    var place = new KeyPlace.Token(none, "seal", null, null, null, pin(SoftToken.PIN));

    assertThat(codeOf(() -> open(place))).isEqualTo("SIGN.TOKEN_LIBRARY");
  }

  @Test
  void manyThreadsSignAtOnce() throws Exception {
    var key = open(place("leaders", null, "p256", null));
    var threads = Executors.newFixedThreadPool(8);
    try {
      var work = new ArrayList<Callable<byte[]>>();
      for (var i = 0; i < 400; i++) {
        work.add(() -> key.sign(DATA));
      }
      for (var signature : threads.invokeAll(work)) {
        assertHolds(key, signature.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private SigningKey open(KeyPlace.Token place) {
    return tokens.open(place, SigningRules.standard(), CryptoProviders.best());
  }

  private KeyPlace.Token place(
      @Nullable String token,
      @Nullable String serial,
      @Nullable String label,
      @Nullable String id) {
    return place(token, serial, label, id, SoftToken.PIN + "\n");
  }

  private KeyPlace.Token place(
      @Nullable String token,
      @Nullable String serial,
      @Nullable String label,
      @Nullable String id,
      String pin) {
    return new KeyPlace.Token(soft.library, token, serial, label, id, pin(pin));
  }

  private Path pin(String pin) {
    try {
      return Files.writeString(Files.createTempFile(folder, "pin", ""), pin);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
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

  private static void unusable(String why, Callable<?> act) {
    assertThatThrownBy(act::call)
        .isInstanceOfSatisfying(
            SetAside.class,
            e -> {
              assertThat(e.reason().code()).isEqualTo("SIGN.KEY_UNUSABLE");
              assertThat(e.reason().vi()).contains(why);
            });
  }

  /** Does something that throws. */
  @FunctionalInterface
  private interface Act {
    void run() throws Exception;
  }

  private static String codeOf(Act act) {
    var thrown = catchThrowableOfType(SetAside.class, act::run);
    return thrown.reason().code();
  }
}
