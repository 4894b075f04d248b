package vn.congvan.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.congvan.document.Refused;
import vn.congvan.document.SetAside;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.trust.lab.Certificates.Made;
import vn.congvan.trust.lab.KeyKind;

/** Two phases, with a restart between them, against a device that is right, wrong or hostile. */
class DeviceSignerTest {
  @TempDir private Path folder;

  private final DeviceSigner signer = new DeviceSigner(CryptoProviders.best());
  private Path prepared = Path.of("");

  /** A device, and somebody else's. */
  private static final class Lab {
    static final Made ROOT = Certificates.ca().selfSigned("CN=Gốc");
    static final Made DEVICE = Certificates.signer().issuedBy(ROOT, "CN=Lê Thị Bình");
    static final Made OTHER = Certificates.signer().issuedBy(ROOT, "CN=Lê Thị Bình");
  }

  @BeforeEach
  void aLetterMadeReady() throws IOException {
    prepared = folder.resolve("prepared.pdf");
    Files.write(prepared, new Desk(folder).prepared(Sources.letter()));
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void whatADeviceSignsIsWhatAKeyHereWouldHaveSigned(KeyKind kind) throws Exception {
    var here = Desk.leaderKey(kind);
    var pending =
        restarted(signer.prepare(prepared, request(here, DeviceForm.RAW), DeviceForm.RAW));

    var signed =
        Desk.bytes(signer.complete(prepared, pending, here.sign(pending.toSign()))::writeTo);

    var atOnce = new Desk(folder).signed(Files.readAllBytes(prepared), kind);
    if (kind.name().startsWith("RSA") && here.scheme().family() == SignatureScheme.Family.RSA_PSS
        || here.scheme().family() == SignatureScheme.Family.ECDSA) {
      // The same but for the signature's own random part.
      assertThat(signed).hasSameSizeAs(atOnce);
    } else {
      assertThat(signed).isEqualTo(atOnce);
    }
    assertPreparedPlusSignature(pending, signed);
  }

  @Test
  void aCmsOfTheDevicesOwnSoftwareIsTakenAsItCame() throws Exception {
    var pending = begin(DeviceForm.CMS);
    var cms = software().cms(pending);

    var signed = Desk.bytes(signer.complete(prepared, pending, cms)::writeTo);

    assertPreparedPlusSignature(pending, signed);
    assertThat(hex(signed)).contains(java.util.HexFormat.of().formatHex(cms));
  }

  @Test
  void aSignatureOfAnotherKeyOrOfAnotherDocumentIsRefused() throws Exception {
    var pending = begin(DeviceForm.RAW);
    var right = raw(Lab.DEVICE.key(), pending.toSign());

    wrong(() -> signer.complete(prepared, pending, raw(Lab.OTHER.key(), pending.toSign())));
    wrong(() -> signer.complete(prepared, pending, raw(Lab.DEVICE.key(), pending.digest())));
    wrong(() -> signer.complete(prepared, pending, new byte[0]));
    wrong(() -> signer.complete(prepared, pending, Arrays.copyOf(right, right.length + 1)));
    wrong(() -> signer.complete(prepared, pending, new byte[right.length]));
    assertThat(signer.complete(prepared, pending, right)).isNotNull();
  }

  @Test
  void aCmsThatSaysAnythingElseIsRefused() throws Exception {
    var pending = begin(DeviceForm.CMS);
    var other = software();
    other.signer = signing(Lab.OTHER.key());
    wrong(() -> signer.complete(prepared, pending, other.cms(pending)));
    var impostor = software();
    impostor.signer = signing(Lab.OTHER.key());
    impostor.chain = List.of(Lab.OTHER.certificate());
    wrong(() -> signer.complete(prepared, pending, impostor.cms(pending)));
    var substitute = software();
    substitute.named = Lab.OTHER.certificate();
    wrong(() -> signer.complete(prepared, pending, substitute.cms(pending)));
    var elsewhere = software();
    elsewhere.digest = new byte[32];
    wrong(() -> signer.complete(prepared, pending, elsewhere.cms(pending)));
    var dated = software();
    dated.withTime = true;
    wrong(() -> signer.complete(prepared, pending, dated.cms(pending)));
    var bare = software();
    bare.withCertificate = false;
    wrong(() -> signer.complete(prepared, pending, bare.cms(pending)));
    var good = software().cms(pending);
    wrong(() -> signer.complete(prepared, pending, Arrays.copyOf(good, good.length + 1)));
    wrong(() -> signer.complete(prepared, pending, new byte[] {0x30, 0}));
  }

  @Test
  void aCmsWithAnyBitChangedIsRefusedAndNothingElse() throws Exception {
    var pending = begin(DeviceForm.CMS);
    var good = software().cms(pending);
    var random = new Random(20);
    for (var i = 0; i < 1500; i++) {
      var spoilt =
          random.nextInt(10) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      if (spoilt.length == good.length) {
        spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        signer.complete(prepared, pending, spoilt);
        var at = Arrays.mismatch(spoilt, good);
        assertThat(at)
            .as(
                "try %d: %s",
                i,
                at < 0
                    ? ""
                    : java.util.HexFormat.of()
                        .formatHex(good, Math.max(0, at - 12), Math.min(good.length, at + 12)))
            .isNegative();
      } catch (Refused refused) {
        assertThat(refused.reason().code()).isEqualTo("SIGN.SIGNATURE_WRONG");
      }
    }
  }

  @Test
  void aFileThatChangedBetweenThePhasesIsNotSigned() throws Exception {
    var pending = begin(DeviceForm.RAW);
    var signature = raw(Lab.DEVICE.key(), pending.toSign());
    var bytes = Files.readAllBytes(prepared);
    bytes[bytes.length / 2] ^= 1;
    Files.write(prepared, bytes);

    assertThatThrownBy(() -> signer.complete(prepared, pending, signature))
        .isInstanceOfSatisfying(
            SetAside.class, e -> assertThat(e.reason().code()).isEqualTo("SIGN.SESSION_SPOILT"));
  }

  @Test
  void aSessionThatWasTamperedWithIsNotCompleted() throws Exception {
    var pending = begin(DeviceForm.RAW);
    var signature = raw(Lab.DEVICE.key(), pending.toSign());
    var kept = pending.encoded();
    var random = new Random(8);
    var completed = 0;
    for (var i = 0; i < 600; i++) {
      var spoilt = kept.clone();
      spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        var signed =
            Desk.bytes(
                signer.complete(prepared, PendingSignature.decode(spoilt), signature)::writeTo);
        // What was only for show, or is overwritten, may differ; what is signed may not.
        assertPreparedPlusSignature(pending, signed);
        completed++;
      } catch (SetAside | Refused | IllegalArgumentException stopped) {
        assertThat(stopped).isNotNull();
      }
    }
    assertThat(completed).isLessThan(600);
  }

  @Test
  void certificatesThatAreNoChainAreRefused() throws Exception {
    var own = Lab.DEVICE.certificate().getEncoded();
    var rules = SigningRules.standard();
    for (var chain :
        List.of(
            List.<byte[]>of(),
            List.of(new byte[0]),
            List.of(new byte[] {0x30, 0}),
            List.of(own, own),
            List.of(own, new byte[40_000]))) {
      assertThatThrownBy(() -> DeviceKey.of(chain, rules))
          .isInstanceOfSatisfying(
              Refused.class,
              e -> assertThat(e.reason().code()).isEqualTo("SIGN.DEVICE_CERTIFICATE"));
    }
    var weak = Certificates.signer().withKey(Certificates.rsa(1024)).issuedBy(Lab.ROOT, "CN=Yếu");
    assertThatThrownBy(() -> DeviceKey.of(List.of(weak.certificate().getEncoded()), rules))
        .isInstanceOf(Refused.class);
    assertThat(DeviceKey.of(List.of(own, Lab.ROOT.certificate().getEncoded()), rules).chain())
        .containsExactly(Lab.DEVICE.certificate());
  }

  private static DeviceSoftware software() {
    return new DeviceSoftware(signing(Lab.DEVICE.key()), List.of(Lab.DEVICE.certificate()));
  }

  private static ContentSigner signing(PrivateKey key) {
    try {
      return new JcaContentSignerBuilder("SHA256withRSA").build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private PendingSignature begin(DeviceForm form) throws Exception {
    var key =
        DeviceKey.of(
            List.of(Lab.DEVICE.certificate().getEncoded()),
            new SigningRules(SigningRules.Rsa.PKCS1, DigestAlgorithm.SHA_256));
    return restarted(
        signer.prepare(
            prepared,
            new LeaderSignature(key, Desk.HAND, Desk.SIGNED_AT, "Lê Thị Bình", null),
            form));
  }

  private static LeaderSignature request(SigningKey key, DeviceForm form) throws Exception {
    var chain = new ArrayList<byte[]>();
    for (var certificate : key.chain()) {
      chain.add(certificate.getEncoded());
    }
    assertThat(form).isNotNull();
    return new LeaderSignature(
        DeviceKey.of(chain, SigningRules.standard()),
        Desk.HAND,
        Desk.SIGNED_AT,
        "Lê Thị Bình",
        null);
  }

  private static PendingSignature restarted(PendingSignature pending) {
    return PendingSignature.decode(pending.encoded());
  }

  private static byte[] raw(PrivateKey key, byte[] data) {
    try {
      var signature = java.security.Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(data);
      return signature.sign();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertPreparedPlusSignature(PendingSignature pending, byte[] complete)
      throws IOException {
    var signed = complete.clone();
    var base = Files.readAllBytes(prepared);
    var expected = Arrays.copyOf(base, base.length + pending.increment().length);
    System.arraycopy(pending.increment(), 0, expected, base.length, pending.increment().length);
    var from = base.length + pending.contentsAt() + 1;
    var to = base.length + pending.contentsEnd() - 1;
    Arrays.fill(signed, from, to, (byte) '0');
    assertThat(signed).isEqualTo(expected);
  }

  private static String hex(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static void wrong(ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Refused.class, e -> assertThat(e.reason().code()).isEqualTo("SIGN.SIGNATURE_WRONG"));
  }
}
