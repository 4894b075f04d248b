package vn.congvan.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.congvan.document.ContentHash;
import vn.congvan.document.RetryLater;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.PathDoesNotHold;
import vn.congvan.trust.revocation.NoProof;
import vn.congvan.trust.revocation.ValidationData;
import vn.congvan.trust.revocation.ValidationDataSource;
import vn.congvan.trust.stamp.TimeStamps;

/**
 * Raises signed PDFs, whoever signed them, to PAdES B-T, B-LT and B-LTA by appending, and renews
 * what would age out. The file is read once, whatever is added to it. Thread-safe.
 *
 * <p>In order: a document time-stamp when a signature has none of its own, for nothing can be put
 * into a signature once another covers it; the validation data of all signers, time-stamps and
 * responders; a document time-stamp over these.
 */
public final class PdfRaiser {
  /** One more and the verifier would not judge the file. */
  private static final int MAX_SECTIONS = 64;

  private final CryptoProviders providers;
  private final TimeStamps stamps;
  private final ValidationDataSource data;
  private final Clock clock;

  public PdfRaiser(
      CryptoProviders providers, TimeStamps stamps, ValidationDataSource data, Clock clock) {
    this.providers = providers;
    this.stamps = stamps;
    this.data = data;
    this.clock = clock;
  }

  /**
   * A file with what was added.
   *
   * @param level that it has now
   * @param stampEnds when the certificate of its last document time-stamp ends; empty without one
   * @param heldUpBy why it is not at the level asked for; what was reached is worth keeping, so
   *     that no time-stamp is taken twice
   */
  public record Raised(
      SignedPdf pdf,
      PadesLevel level,
      Optional<Instant> stampEnds,
      Optional<RetryLater> heldUpBy) {}

  /**
   * The level that a file has.
   *
   * @throws vn.congvan.document.SetAside when its structure is not that of the standard, or it is
   *     not signed
   */
  public PadesLevel level(Path path) {
    try (var base = BaseFile.open(path)) {
      return LevelOfFile.of(SourcePdf.read(base)).level();
    } catch (NotOurs e) {
      throw SignFailure.cannotRaise(e);
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  /**
   * Adds what is missing for a level, and nothing when it has it.
   *
   * @throws RetryLater when a server does not answer now and nothing at all could be added
   * @throws vn.congvan.document.SetAside when it cannot be raised at all
   */
  public Raised raise(Path path, PadesLevel target) {
    return grow(path, target, false);
  }

  /**
   * @throws vn.congvan.trust.stamp.TimeStampsAway when no time-stamp server may be asked now, so
   *     that it is of no use to read a file
   */
  public void holdStamps() {
    stamps.hold();
  }

  /** Adds a document time-stamp, whatever there is. */
  public Raised stamp(Path path) {
    return grow(path, PadesLevel.B_T, true);
  }

  /**
   * Adds the validation data of the last document time-stamp and a new one over these, before the
   * old one ages out.
   */
  public Raised renew(Path path) {
    return grow(path, PadesLevel.B_LTA, true);
  }

  private Raised grow(Path path, PadesLevel target, boolean anew) {
    try (var base = BaseFile.open(path)) {
      var growth = new Growth(base);
      Optional<RetryLater> heldUpBy = Optional.empty();
      try {
        growth.to(target, anew);
      } catch (RetryLater away) {
        if (growth.increments.isEmpty()) {
          throw away;
        }
        heldUpBy = Optional.of(away);
      }
      var now = LevelOfFile.of(growth.file);
      return new Raised(
          new SignedPdf(path, base.size(), base.whole(), growth.baseHash, growth.increments),
          now.level(),
          now.lastStampEnds(),
          heldUpBy);
    } catch (NotOurs e) {
      throw SignFailure.cannotRaise(e);
    } catch (IOException e) {
      throw SignFailure.unreadable(path, e);
    }
  }

  /** A file, what was appended to it so far, and the digest of all that. */
  private final class Growth {
    private final List<Increment> increments = new ArrayList<>();
    private final MessageDigest soFar = providers.sha256();
    private final ContentHash baseHash;
    private BaseFile grown;
    private SourcePdf file;

    Growth(BaseFile base) throws IOException, NotOurs {
      this.grown = base;
      this.file = read(base);
      base.digestInto(List.of(soFar));
      this.baseHash = ContentHash.of(copy(soFar).digest());
    }

    private static SourcePdf read(BaseFile base) throws IOException, NotOurs {
      var source = SourcePdf.read(base);
      if (source.sections() > MAX_SECTIONS) {
        throw new NotOurs("it has been changed too often");
      }
      return source;
    }

    void to(PadesLevel target, boolean anew) throws IOException, NotOurs {
      var before = LevelOfFile.of(file).level();
      if (target == PadesLevel.B_T && anew) {
        stamp();
        return;
      }
      if (before == PadesLevel.B_B && target.includes(PadesLevel.B_T)) {
        stamp();
      }
      if (target.includes(PadesLevel.B_LT) && (anew || !before.includes(PadesLevel.B_LT))) {
        addData();
      }
      if (target == PadesLevel.B_LTA && (anew || before != PadesLevel.B_LTA)) {
        stamp();
      }
    }

    private void stamp() throws IOException, NotOurs {
      var room = stamps.room();
      var update = new StampUpdate(file, grown.size(), hash(), room);
      var covered = copy(soFar);
      update.digestInto(covered);
      var token = stamps.stamp(covered.digest());
      var fitting = token.encoded().length <= room ? token : token.withSignerAlone();
      if (fitting.encoded().length > room) {
        // The next has the room this one would have needed.
        throw SignFailure.stampTooLong();
      }
      append(update.with(fitting.encoded()));
    }

    private void addData() throws IOException, NotOurs {
      var update = new DataUpdate(file, providers).of(gathered(), grown.size(), hash());
      if (update.isPresent()) {
        append(update.get());
      }
    }

    private ValidationData gathered() throws IOException, NotOurs {
      try {
        return data.of(signers());
      } catch (NoProof e) {
        throw e.forGood() ? SignFailure.nobodyToAsk(e) : SignFailure.noProofNow(e);
      } catch (PathDoesNotHold e) {
        throw SignFailure.notTrusted(e);
      }
    }

    private List<ValidationDataSource.Signer> signers() throws IOException, NotOurs {
      var signers = new ArrayList<ValidationDataSource.Signer>();
      for (var signature : StoredSignature.in(file)) {
        var proved = signature.stamp().map(StoredSignature.Stamp::time);
        signers.add(of(signature.signer(), proved.orElseGet(clock::instant)));
        signature.stamp().ifPresent(stamp -> signers.add(of(stamp.signer(), stamp.time())));
      }
      return signers;
    }

    private static ValidationDataSource.Signer of(StoredSignature.Signer signer, Instant at) {
      return new ValidationDataSource.Signer(signer.certificate(), signer.others(), at);
    }

    private void append(Increment increment) throws IOException, NotOurs {
      if (!file.canGrowTo(grown.size() + increment.position())) {
        throw SignFailure.tooLarge();
      }
      increments.add(increment);
      soFar.update(increment.buffer(), 0, increment.position());
      grown = grown.with(increment);
      file = read(grown);
    }

    private ContentHash hash() {
      return ContentHash.of(copy(soFar).digest());
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
