package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.congvan.document.SetAside;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.trust.lab.KeyKind;

class Pkcs12KeyTest {
  private static final char[] PASSWORD = "mat-khau 1".toCharArray();

  @TempDir Path folder;

  private final Made root = Certificates.ca().selfSigned("CN=Gốc");
  private final Made issuing = Certificates.ca(0).issuedBy(root, "CN=Công vụ");
  private final Made leader = Certificates.signer().issuedBy(issuing, "CN=Lê Thị Bình");

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aKeySignsAsItsKindDoes(KeyKind kind) throws Exception {
    var key = Desk.leaderKey(kind);

    var scheme = key.scheme();
    var verifier =
        CryptoProviders.withoutNative()
            .verifier(
                scheme.algorithm(),
                scheme.parameters().orElse(null),
                key.certificate().getPublicKey());
    verifier.update(new byte[] {1, 2, 3});
    assertThat(verifier.verify(key.sign(new byte[] {1, 2, 3}))).isTrue();
  }

  @Test
  void theChainGoesUpToTheRootAndLeavesItOut() throws Exception {
    var key = load(stored(leader.key(), leader.chain()), "mat-khau 1\n");

    assertThat(key.certificate()).isEqualTo(leader.certificate());
    assertThat(key.chain()).containsExactly(leader.certificate(), issuing.certificate());
  }

  @Test
  void aSelfSignedKeyKeepsItsOwnCertificate() throws Exception {
    assertThat(load(stored(root.key(), root.chain()), "mat-khau 1").chain())
        .containsExactly(root.certificate());
  }

  @Test
  void aKeyThatDoesNotBelongToItsCertificateIsFoundOutAtOnce() {
    unusable(() -> load(stored(issuing.key(), leader.chain()), "mat-khau 1"), "không khớp");
  }

  @Test
  void aKeyFileThatCannotBeUsedSaysWhy() throws Exception {
    var good = stored(leader.key(), leader.chain());
    unusable(() -> load(good, "sai"), "mật khẩu");
    unusable(() -> load(folder.resolve("gone.p12"), "mat-khau 1"), "không mở được");
    unusable(() -> load(Files.write(folder.resolve("x.p12"), new byte[] {1, 2}), "x"), "không mở");
    unusable(() -> load(Files.write(folder.resolve("e.p12"), new byte[0]), "x"), "không mở");
    var weak =
        Certificates.signer().withKey(Certificates.rsa(1024)).issuedBy(issuing, "CN=Khóa ngắn");
    unusable(() -> load(stored(weak.key(), weak.chain()), "mat-khau 1"), "quá yếu");
    unusable(() -> load(storedEmpty(), "mat-khau 1"), "0 khóa");
  }

  private SigningKey load(Path file, String password) throws IOException {
    return new KeyRing(SigningRules.standard())
        .key(file, Files.writeString(folder.resolve("password"), password));
  }

  private Path stored(Key key, List<? extends Certificate> chain) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("khóa", key, PASSWORD, chain.toArray(Certificate[]::new));
    return store(store);
  }

  private Path storedEmpty() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("gốc", root.certificate());
    return store(store);
  }

  private Path store(KeyStore store) throws Exception {
    var file = Files.createTempFile(folder, "key", ".p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
    return file;
  }

  private static void unusable(ThrowingCallable act, String why) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            SetAside.class,
            e -> {
              assertThat(e.reason().code()).isEqualTo("SIGN.KEY_UNUSABLE");
              assertThat(e.reason().vi()).contains(why);
            });
  }
}
