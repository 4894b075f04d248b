package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import vn.congvan.document.ContentHash;
import vn.congvan.document.VietnamTime;
import vn.congvan.trust.CryptoProviders;

/**
 * Signs prepared PDFs by appending; never rewrites a byte of what is there. PAdES B-B (EN 319
 * 142-1). Thread-safe.
 *
 * <p>The base is read once, to be hashed; that pass gives {@link SignedPdf#baseHash} and begins the
 * digest that is signed, so that both are of the same bytes.
 */
public final class PdfSigner {
  private static final DateTimeFormatter ON_ATTACHMENTS =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss xxx", Locale.ROOT)
          .withZone(VietnamTime.ZONE);

  /** Bytes of an update beside its signature and its picture, about. */
  private static final int STRUCTURE = 1 << 13;

  private final CryptoProviders providers;

  public PdfSigner(CryptoProviders providers) {
    this.providers = providers;
  }

  /**
   * @throws vn.congvan.document.SetAside when the file has no empty leader's field or cannot be
   *     signed
   */
  public SignedPdf signAsLeader(Path base, LeaderSignature request) {
    return sign(
        base,
        request.key(),
        request.image().packed().size(),
        (update, room) ->
            update.sign(
                EmptyFields.LEADER,
                update.look(EmptyFields.LEADER, request.image()),
                true,
                request.time(),
                request.name(),
                request.reason(),
                room));
  }

  /**
   * Fills number and date and seals, in one update.
   *
   * @throws vn.congvan.document.SetAside when the leader has not signed the file, or it cannot be
   *     sealed
   */
  public SignedPdf seal(Path base, Seal request) {
    return sign(
        base,
        request.key(),
        request.image().packed().size(),
        (update, room) -> {
          if (!update.isSigned(EmptyFields.LEADER)) {
            throw SignFailure.noLeader();
          }
          update.fill(EmptyFields.NUMBER, request.number());
          update.fill(EmptyFields.DATE, request.date());
          update.sign(
              EmptyFields.SEAL,
              update.look(EmptyFields.SEAL, request.image()),
              false,
              request.time(),
              request.name(),
              null,
              room);
        });
  }

  /**
   * @throws vn.congvan.document.SetAside when the file is no prepared attachment or cannot be
   *     sealed
   */
  public SignedPdf sealAttachment(Path base, AttachmentSeal request) {
    return sign(
        base,
        request.key(),
        0,
        (update, room) -> {
          if (update.has(EmptyFields.LEADER)) {
            throw new NotOurs("it is no attachment");
          }
          var shown = request.code() + "; " + ON_ATTACHMENTS.format(request.time());
          update.sign(
              EmptyFields.SEAL,
              update.look(EmptyFields.SEAL, shown),
              false,
              request.time(),
              request.name(),
              null,
              room);
        });
  }

  /**
   * Signs anybody's PDF in a field of its own, by appending.
   *
   * @throws vn.congvan.document.SetAside {@code SIGN.CANNOT_APPEND} when its structure is not that
   *     of the standard, {@code SIGN.CERTIFIED} when it may not be signed
   */
  public SignedPdf sign(Path path, FreeSignature request) {
    var signature = signature(request.key());
    var image = request.image();
    var expected =
        2 * signature.maxLength() + (image == null ? 0 : image.packed().size()) + STRUCTURE;
    try (var base = BaseFile.open(path)) {
      var source = SourcePdf.read(base);
      if (!Increment.fits(base.size() + expected)) {
        throw SignFailure.tooLarge();
      }
      var own = providers.sha256();
      var signed =
          signature.digest().equals("SHA-256") ? own : providers.digest(signature.digest());
      base.digestInto(signed == own ? List.of(own) : List.of(own, signed));
      var baseHash = ContentHash.of(copy(own).digest());
      var update = new AddedSignature(source, base.size(), baseHash, expected);
      update.sign(request, signature.maxLength());
      update.digestInto(signed);
      return new SignedPdf(
          path, base.size(), base.whole(), baseHash, update.with(signature.sign(signed.digest())));
    } catch (NotOurs e) {
      throw SignFailure.cannotAppend(e);
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  /** Fills in an update, leaving room for so many octets of signature. */
  @FunctionalInterface
  private interface Filling {
    void of(Update update, int room) throws NotOurs;
  }

  private SignedPdf sign(Path path, SigningKey key, int look, Filling filling) {
    var signature = signature(key);
    var expected = 2 * signature.maxLength() + look + STRUCTURE;
    try (var base = BaseFile.open(path)) {
      var prepared = PreparedPdf.read(base);
      if (!Increment.fits(base.size() + expected)) {
        // Told before ten gigabytes are read.
        throw SignFailure.tooLarge();
      }
      var own = providers.sha256();
      var signed =
          signature.digest().equals("SHA-256") ? own : providers.digest(signature.digest());
      base.digestInto(signed == own ? List.of(own) : List.of(own, signed));
      var baseHash = ContentHash.of(copy(own).digest());
      var update = new Update(prepared, base.size(), baseHash, expected);
      filling.of(update, signature.maxLength());
      update.digestInto(signed);
      var contents = signature.sign(signed.digest());
      if (contents.length > signature.maxLength()) {
        throw SignFailure.keyUnusable(
            "chữ ký dài hơn dự tính", "its signature is longer than its kind allows");
      }
      return new SignedPdf(path, base.size(), base.whole(), baseHash, update.with(contents));
    } catch (NotOurs e) {
      throw SignFailure.notOurs(e);
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  private CmsSignature signature(SigningKey key) {
    if (!key.scheme().fits(key.certificate().getPublicKey())) {
      throw SignFailure.keyUnusable(
          "thuật toán %s không dùng được với khóa trong chứng thư".formatted(key.scheme()),
          "%s cannot be used with the key in its certificate".formatted(key.scheme()));
    }
    try {
      return new CmsSignature(key, providers);
    } catch (CertificateEncodingException e) {
      throw SignFailure.keyUnusable("chứng thư bị hỏng", "its certificate is damaged", e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }
}
