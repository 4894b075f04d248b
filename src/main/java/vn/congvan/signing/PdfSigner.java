package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.document.VietnamTime;
import vn.congvan.signing.Update.Bond;
import vn.congvan.trust.BoundedCache;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.stamp.TimeStamps;
import vn.congvan.trust.stamp.TimeStampsAway;

/**
 * Signs prepared PDFs by appending; never rewrites a byte of what is there. PAdES B-B or B-T (EN
 * 319 142-1). Thread-safe.
 *
 * <p>The base is read once, to be hashed; that pass gives {@link SignedPdf#baseHash} and begins the
 * digest that is signed, so that both are of the same bytes.
 */
public final class PdfSigner {
  private static final DateTimeFormatter IN_CORNERS =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss xxx", Locale.ROOT)
          .withZone(VietnamTime.ZONE);

  /** Bytes of an update beside its signature and its picture, about. */
  private static final int STRUCTURE = 1 << 13;

  private static final String SHA_256 = "SHA-256";

  private static final int KEYS_REMEMBERED = 1024;

  private final CryptoProviders providers;

  /** What of a signature is the same for every file, by its key. */
  private final BoundedCache<SigningKey, CmsSignature> signatures =
      new BoundedCache<>(KEYS_REMEMBERED);

  private final TimeStamps stamps;

  /** Signs without time-stamps: PAdES B-B. */
  public PdfSigner(CryptoProviders providers) {
    this(providers, TimeStamps.none());
  }

  /**
   * @param stamps asked for a time-stamp on every signature: PAdES B-T; when none can be had the
   *     signature is made without
   */
  public PdfSigner(CryptoProviders providers, TimeStamps stamps) {
    this.providers = providers;
    this.stamps = stamps;
  }

  /**
   * @throws vn.congvan.document.SetAside when the file has no empty leader's field or cannot be
   *     signed
   */
  public SignedPdf signAsLeader(Path base, LeaderSignature request) {
    return signAsLeader(base, request, hash -> {});
  }

  /**
   * @param agreed is told what the file is, before a key is used; what it throws ends the matter
   * @throws vn.congvan.document.SetAside when the file has no empty leader's field or cannot be
   *     signed
   */
  public SignedPdf signAsLeader(Path base, LeaderSignature request, Consumer<ContentHash> agreed) {
    return sign(
        base,
        agreed,
        request.key(),
        request.image().packed().size(),
        (update, room) -> update.signAsLeader(request, room),
        new Second(
            EmptyFields.LEADER_SECOND,
            request.second(),
            Bond.NONE,
            request.time(),
            request.name()));
  }

  /**
   * Fills number and date, unless the leader has signed them, and seals, in one update.
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
          if (!update.isSigned(EmptyFields.LEADER)
              || update.has(EmptyFields.LEADER_SECOND)
                  && !update.isSigned(EmptyFields.LEADER_SECOND)) {
            throw SignFailure.noLeader();
          }
          number(update, request);
          update.sign(
              EmptyFields.SEAL,
              update.look(EmptyFields.SEAL, request.image()),
              Bond.LOCKS,
              request.time(),
              request.name(),
              null,
              room);
        },
        secondSeal(request.second(), request.time(), request.name()));
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
          var shown = request.code() + "; " + IN_CORNERS.format(request.time());
          update.sign(
              EmptyFields.SEAL,
              update.look(EmptyFields.SEAL, shown),
              Bond.LOCKS,
              request.time(),
              request.name(),
              null,
              room);
        },
        secondSeal(request.second(), request.time(), request.name()));
  }

  /**
   * Seals an electronic copy (Decree 30/2020, Appendix I, Part II.I.3).
   *
   * @throws vn.congvan.document.SetAside when the file is no prepared copy or cannot be sealed
   */
  public SignedPdf sealCopy(Path base, CopySeal request) {
    var shown = new ArrayList<String>();
    var form = request.form().vietnamese();
    shown.addAll(List.of("%s; %s;".formatted(form, request.name().strip()).split("\\s+")));
    shown.add(IN_CORNERS.format(request.time()));
    return sign(
        base,
        request.key(),
        0,
        (update, room) ->
            update.sign(
                EmptyFields.COPY,
                update.look(EmptyFields.COPY, shown),
                Bond.LOCKS,
                request.time(),
                request.name(),
                form,
                room),
        secondSeal(request.second(), request.time(), request.name()));
  }

  /** What a leader has signed is not filled again, and is not another document's. */
  private static void number(Update update, Seal request) throws NotOurs {
    if (!update.isFilled(EmptyFields.NUMBER) && !update.isFilled(EmptyFields.DATE)) {
      update.fill(EmptyFields.NUMBER, request.number());
      update.fill(EmptyFields.DATE, request.date());
    } else if (!update.holds(EmptyFields.NUMBER, request.number())
        || !update.holds(EmptyFields.DATE, request.date())) {
      throw SignFailure.anotherNumber();
    }
  }

  private static Second secondSeal(@Nullable SigningKey key, Instant time, String name) {
    return new Second(EmptyFields.SEAL_SECOND, key, Bond.LOCKS, time, name);
  }

  /**
   * Signs anybody's PDF in a field of its own, by appending.
   *
   * @throws vn.congvan.document.SetAside {@code SIGN.CANNOT_APPEND} when its structure is not that
   *     of the standard, {@code SIGN.CERTIFIED} when it may not be signed
   */
  public SignedPdf sign(Path path, FreeSignature request) {
    try (var base = BaseFile.open(path)) {
      return sign(path, base, request, base::digestInto);
    } catch (NotOurs e) {
      throw SignFailure.cannotAppend(e);
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  /**
   * Signs as {@link #sign(Path, FreeSignature)} does and has the signed file on the disk. A large
   * one is hashed and copied in one reading.
   *
   * @param to an empty file; left half-written when this fails
   * @param progress told how many bytes are written so far
   * @throws IOException when it is {@code to} that cannot be written
   */
  public SignedPdf sign(Path path, FreeSignature request, Path to, LongConsumer progress)
      throws IOException {
    try (var base = BaseFile.open(path)) {
      if (base.whole() != null) {
        var signed = sign(path, base, request, base::digestInto);
        save(signed, to, progress);
        return signed;
      }
      try (var copy = open(to)) {
        var signed = sign(path, base, request, digests -> base.digestInto(digests, copy, progress));
        finish(signed, copy);
        progress.accept(signed.size());
        return signed;
      }
    } catch (NotOurs e) {
      throw SignFailure.cannotAppend(e);
    } catch (OutputFailed e) {
      throw e.why();
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  private static void save(SignedPdf signed, Path to, LongConsumer progress) throws OutputFailed {
    try {
      signed.save(to, progress);
    } catch (IOException e) {
      throw new OutputFailed(e);
    }
  }

  private static DirectFile open(Path to) throws OutputFailed {
    try {
      return DirectFile.open(to);
    } catch (IOException e) {
      throw new OutputFailed(e);
    }
  }

  private static void finish(SignedPdf signed, DirectFile copy) throws OutputFailed {
    try {
      signed.finish(copy);
    } catch (IOException e) {
      throw new OutputFailed(e);
    }
  }

  /** Has the digests read the base. */
  @FunctionalInterface
  private interface Reading {
    void into(List<MessageDigest> digests) throws IOException;
  }

  private SignedPdf sign(Path path, BaseFile base, FreeSignature request, Reading reading)
      throws IOException, NotOurs {
    var signature = signature(request.key());
    var image = request.image();
    var room = room(signature);
    var expected = 2 * room + (image == null ? 0 : image.packed().size()) + STRUCTURE;
    var source = SourcePdf.read(base);
    if (!source.canGrowTo(base.size() + expected)) {
      throw SignFailure.tooLarge();
    }
    var own = providers.sha256();
    var signed = signature.digest().equals(SHA_256) ? own : providers.digest(signature.digest());
    reading.into(signed == own ? List.of(own) : List.of(own, signed));
    var baseHash = ContentHash.of(copy(own).digest());
    var update = new AddedSignature(source, base.size(), baseHash, expected);
    var laid = update.sign(request, room);
    laid.digestInto(signed);
    var contents = signature.sign(signed.digest(), room, this::stamp);
    return new SignedPdf(path, base.size(), base.whole(), baseHash, List.of(laid.with(contents)));
  }

  /** Fills in an update, leaving room for so many octets of signature. */
  @FunctionalInterface
  private interface Filling {
    void of(Update update, int room) throws NotOurs;
  }

  /**
   * The signature beside the first, in an update of its own, for files that have a field for it.
   *
   * @param key null when the signer has none
   */
  private record Second(
      String field, @Nullable SigningKey key, Bond bond, Instant time, String name) {}

  /**
   * The digests a base is read into, once: our own, and that of each signature.
   *
   * @param second null when there is to be none
   */
  private record Digests(MessageDigest own, MessageDigest first, @Nullable MessageDigest second) {}

  private SignedPdf sign(Path path, SigningKey key, int look, Filling filling, Second second) {
    return sign(path, hash -> {}, key, look, filling, second);
  }

  private SignedPdf sign(
      Path path,
      Consumer<ContentHash> agreed,
      SigningKey key,
      int look,
      Filling filling,
      Second second) {
    var signature = signature(key);
    var beside = second.key() == null ? null : signature(second.key());
    var room = room(signature);
    var expected = 2 * room + look + STRUCTURE;
    try (var base = BaseFile.open(path)) {
      var prepared = PreparedPdf.read(base);
      if (!Increment.fits(base.size() + expected)) {
        // Told before ten gigabytes are read.
        throw SignFailure.tooLarge();
      }
      var digests = read(base, signature, beside);
      var baseHash = ContentHash.of(copy(digests.own).digest());
      agreed.accept(baseHash);
      var update = new Update(prepared, base.size(), baseHash, expected);
      var needsSecond = update.has(second.field());
      if (needsSecond && beside == null) {
        throw SignFailure.noSecondKey();
      }
      filling.of(update, room);
      var increments = new ArrayList<Increment>();
      increments.add(signed(update, signature, digests.first, room, this::stamp));
      if (needsSecond && beside != null && digests.second != null) {
        increments.add(
            beside(base, increments.get(0), second, beside, digests.own, digests.second));
      }
      return new SignedPdf(path, base.size(), base.whole(), baseHash, increments);
    } catch (NotOurs e) {
      throw SignFailure.notOurs(e);
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  private Digests read(BaseFile base, CmsSignature signature, @Nullable CmsSignature beside)
      throws IOException {
    var digests =
        new Digests(
            providers.sha256(),
            providers.digest(signature.digest()),
            beside == null ? null : providers.digest(beside.digest()));
    var all = new ArrayList<>(List.of(digests.own));
    if (!signature.digest().equals(SHA_256)) {
      all.add(digests.first);
    }
    if (digests.second != null) {
      all.add(digests.second);
    }
    base.digestInto(all);
    return signature.digest().equals(SHA_256)
        ? new Digests(digests.own, copy(digests.own), digests.second)
        : digests;
  }

  /** Its own update after the first signature's, over all of it. */
  private static Increment beside(
      BaseFile base,
      Increment before,
      Second second,
      CmsSignature signature,
      MessageDigest own,
      MessageDigest digest)
      throws IOException, NotOurs {
    own.update(before.buffer(), 0, before.position());
    digest.update(before.buffer(), 0, before.position());
    var signed = base.with(before);
    var update =
        new Update(
            PreparedPdf.read(signed),
            signed.size(),
            ContentHash.of(own.digest()),
            2 * signature.maxLength() + STRUCTURE);
    update.sign(
        second.field(),
        0,
        second.bond(),
        second.time(),
        second.name(),
        null,
        signature.maxLength());
    return signed(
        update, signature, digest, signature.maxLength(), (made, room) -> Optional.empty());
  }

  private static Increment signed(
      Update update,
      CmsSignature signature,
      MessageDigest digest,
      int room,
      CmsSignature.Stamper stamper) {
    update.room().digestInto(digest);
    var contents = signature.sign(digest.digest(), room, stamper);
    if (contents.length > room) {
      throw SignFailure.keyUnusable(
          "chữ ký dài hơn dự tính", "its signature is longer than its kind allows");
    }
    return update.room().with(contents);
  }

  /** None is set aside for what is known not to come. */
  private int room(CmsSignature signature) {
    return stamps.mayBeAsked() ? signature.maxLength(stamps.room()) : signature.maxLength();
  }

  /** A time-stamp that does not come, or does not fit, holds up nobody who signs. */
  private Optional<byte[]> stamp(byte[] signature, int room) {
    if (room <= 0 || stamps.isNone()) {
      return Optional.empty();
    }
    try {
      var token = stamps.stamp(providers.sha256().digest(signature));
      var fitting = token.encoded().length <= room ? token : token.withSignerAlone();
      return Optional.of(fitting.encoded()).filter(encoded -> encoded.length <= room);
    } catch (TimeStampsAway e) {
      return Optional.empty();
    }
  }

  private CmsSignature signature(SigningKey key) {
    var known = signatures.get(key);
    if (known != null) {
      return known;
    }
    if (!key.scheme().fits(key.certificate().getPublicKey())) {
      throw SignFailure.keyUnusable(
          "thuật toán %s không dùng được với khóa trong chứng thư".formatted(key.scheme()),
          "%s cannot be used with the key in its certificate".formatted(key.scheme()));
    }
    try {
      var made = new CmsSignature(key, providers);
      signatures.put(key, made);
      return made;
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
