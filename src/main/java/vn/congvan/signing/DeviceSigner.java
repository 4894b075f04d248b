package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.List;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.trust.CryptoProviders;

/**
 * Signs in two phases, for a key that is somewhere else: everything is prepared, the device signs a
 * few hundred octets, and what it made is put in its place. The file is touched by neither phase;
 * what comes out of the second is what was prepared, octet for octet, and the signature.
 * Thread-safe.
 */
public final class DeviceSigner {
  /** Bytes of an update beside its signature and its picture, about. */
  private static final int STRUCTURE = 1 << 13;

  /** What a device's own software may put into a CMS beyond what we would. */
  private static final int MORE_FOR_CMS = 1 << 13;

  private final CryptoProviders providers;

  public DeviceSigner(CryptoProviders providers) {
    this.providers = providers;
  }

  /**
   * @param request with a {@link DeviceKey}
   * @throws vn.congvan.document.SetAside when the file has no empty leader's field or cannot be
   *     signed
   */
  public PendingSignature prepare(Path path, LeaderSignature request, DeviceForm form) {
    if (!(request.key() instanceof DeviceKey key)) {
      throw new IllegalArgumentException("a key that is here signs in one phase");
    }
    var cms = cms(key);
    var room = cms.maxLength() + (form == DeviceForm.CMS ? MORE_FOR_CMS : 0);
    var expected = 2 * room + request.image().packed().size() + STRUCTURE;
    try (var base = BaseFile.open(path)) {
      var prepared = PreparedPdf.read(base);
      if (!Increment.fits(base.size() + expected)) {
        throw SignFailure.tooLarge();
      }
      var digests = Digests.of(base, cms.digest(), providers);
      var update = new Update(prepared, base.size(), digests.whole(), expected);
      if (update.has(EmptyFields.LEADER_SECOND)) {
        throw new NotOurs("a device signs once, and the file waits for two signatures");
      }
      update.signAsLeader(request, room);
      var laid = update.room();
      laid.digestInto(digests.signed);
      var digest = digests.signed.digest();
      var increment = laid.with(new byte[0]);
      return new PendingSignature(
          digests.whole(),
          key,
          form,
          digest,
          cms.toBeSigned(digest),
          Arrays.copyOf(increment.buffer(), increment.position()),
          laid.contentsAt(),
          laid.contentsEnd());
    } catch (NotOurs e) {
      throw SignFailure.notOurs(e);
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  /**
   * @param path of the file for which it was prepared
   * @param made what the device sent back, in the form it was asked for
   * @throws Refused when it is not the signature of the named certificate over what was prepared
   * @throws vn.congvan.document.SetAside when file or session are not what they were
   */
  public SignedPdf complete(Path path, PendingSignature pending, byte[] made) {
    var cms = cms(pending.key());
    var bytes = pending.increment();
    try (var base = BaseFile.open(path)) {
      var digests = Digests.of(base, cms.digest(), providers);
      digests.signed.update(bytes, 0, pending.contentsAt());
      digests.signed.update(bytes, pending.contentsEnd(), bytes.length - pending.contentsEnd());
      if (!isEmpty(bytes, pending.contentsAt(), pending.contentsEnd())
          || !digests.whole().equals(pending.document())
          || !MessageDigest.isEqual(digests.signed.digest(), pending.digest())) {
        throw SignFailure.sessionSpoilt();
      }
      var contents =
          switch (pending.form()) {
            case RAW -> {
              requireHolds(pending, cms.toBeSigned(pending.digest()), made);
              yield cms.with(pending.digest(), made);
            }
            case CMS -> new DeviceCms(pending, providers).checked(made);
          };
      if (2 * contents.length > pending.contentsEnd() - pending.contentsAt() - 2) {
        throw wrong("dài hơn chỗ dành sẵn", "it is longer than its room");
      }
      var increment = new Increment(base.size(), 1, bytes.length);
      increment.append(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      increment.patchHex(pending.contentsAt() + 1, contents);
      return new SignedPdf(path, base.size(), base.whole(), pending.document(), List.of(increment));
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  /** The one place of an update that no digest covers. */
  private static boolean isEmpty(byte[] increment, int from, int to) {
    for (var at = from + 1; at < to - 1; at++) {
      if (increment[at] != '0') {
        return false;
      }
    }
    return increment[from] == '<' && increment[to - 1] == '>';
  }

  /** The digest of the whole file, and the beginning of the digest that is signed. */
  private static final class Digests {
    private final MessageDigest own;
    final MessageDigest signed;

    private Digests(MessageDigest own, MessageDigest signed) {
      this.own = own;
      this.signed = signed;
    }

    static Digests of(BaseFile base, String algorithm, CryptoProviders providers)
        throws IOException {
      var digests = new Digests(providers.sha256(), providers.digest(algorithm));
      base.digestInto(List.of(digests.own, digests.signed));
      return digests;
    }

    ContentHash whole() {
      try {
        return ContentHash.of(((MessageDigest) own.clone()).digest());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
      }
    }
  }

  private void requireHolds(PendingSignature pending, byte[] attributes, byte[] made) {
    var key = pending.key();
    var scheme = key.scheme();
    var publicKey = key.certificate().getPublicKey();
    if (made.length > scheme.maxLength(publicKey)
        || !scheme.holds(publicKey, attributes, made, providers)) {
      throw wrong(
          "không phải chữ ký của chứng thư đã nêu trên dữ liệu đã chuẩn bị",
          "it is not the named certificate's over what was prepared");
    }
  }

  private CmsSignature cms(DeviceKey key) {
    try {
      return new CmsSignature(key, providers);
    } catch (CertificateEncodingException e) {
      throw SignFailure.keyUnusable("chứng thư bị hỏng", "its certificate is damaged", e);
    }
  }

  static Refused wrong(String vi, String en) {
    return new Refused(
        new Reason(
            "SIGN.SIGNATURE_WRONG",
            "Chữ ký thiết bị gửi không đúng: %s. Chưa có gì thay đổi; ký lại.".formatted(vi),
            "the device's signature is not right: %s; nothing has changed, sign again"
                .formatted(en)));
  }
}
