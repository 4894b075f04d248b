package vn.congvan.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The private Ed25519 key with which a log signs.
 *
 * <p>Signing the same text again gives the same bytes, so a signature that was lost in a crash can
 * be made again without a second truth.
 */
public final class SignerKey {
  private static final String PREFIX = "PRIVATE+KEY+";
  private static final int SEED_BYTES = 32;

  private final String name;
  private final Ed25519PrivateKeyParameters key;
  private final VerifierKey verifier;

  private SignerKey(String name, Ed25519PrivateKeyParameters key) {
    this.name = name;
    this.key = key;
    this.verifier = VerifierKey.of(name, VerifierKey.ED25519, key.generatePublicKey().getEncoded());
  }

  public static SignerKey generate(String name, SecureRandom random) throws NoteRefused {
    NoteText.requireName(name);
    return new SignerKey(name, new Ed25519PrivateKeyParameters(random));
  }

  /** Reads {@code PRIVATE+KEY+<name>+<id>+<base64 of type and seed>}. */
  public static SignerKey parse(String text) throws NoteRefused {
    if (!text.startsWith(PREFIX)) {
      throw new NoteRefused("is not a private key");
    }
    var parts = text.substring(PREFIX.length()).split("\\+", 3);
    if (parts.length != 3) {
      throw new NoteRefused("a private key has a name, an id and its bytes");
    }
    NoteText.requireName(parts[0]);
    var typed = NoteText.base64(parts[2]);
    if (typed.length != 1 + SEED_BYTES || typed[0] != VerifierKey.ED25519) {
      throw new NoteRefused("the private key is not Ed25519");
    }
    var key = new SignerKey(parts[0], new Ed25519PrivateKeyParameters(typed, 1));
    if (!"%08x".formatted(key.verifier.id()).equals(parts[1])) {
      throw new NoteRefused("the private key's id does not belong to its name and bytes");
    }
    return key;
  }

  /** The text that {@link #parse} reads: for a file that nobody else may read, and nothing else. */
  public String secret() {
    var typed = ByteBuffer.allocate(1 + SEED_BYTES).put(VerifierKey.ED25519).put(key.getEncoded());
    return PREFIX
        + name
        + "+%08x+".formatted(verifier.id())
        + Base64.getEncoder().encodeToString(typed.array());
  }

  public VerifierKey verifier() {
    return verifier;
  }

  public SignedNote sign(String text) {
    var message = text.getBytes(StandardCharsets.UTF_8);
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    var line = NoteSignature.of(name, verifier.id(), signer.generateSignature());
    return new SignedNote(text, List.of(line));
  }

  /** The name alone: a key is never shown. */
  @Override
  public String toString() {
    return "the private key of " + name;
  }
}
