package vn.congvan.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The public key of a log or a witness, as a {@code vkey}: {@code <name>+<id>+<base64 of type and
 * key>}.
 *
 * @param base64 of the type's byte and the key
 */
public record VerifierKey(String name, String base64) {
  /** A log's key: signs the note's text. */
  static final byte ED25519 = 1;

  /** A witness's key: signs a time and the note's text (C2SP tlog-cosignature). */
  private static final byte COSIGNATURE = 4;

  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  static VerifierKey of(String name, byte type, byte[] key) {
    var typed = ByteBuffer.allocate(1 + key.length).put(type).put(key).array();
    return new VerifierKey(name, Base64.getEncoder().encodeToString(typed));
  }

  public static VerifierKey parse(String vkey) throws NoteRefused {
    NoteText.decode(vkey.getBytes(StandardCharsets.UTF_8));
    // The base64 may have plus signs of its own.
    var parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new NoteRefused("a key has a name, an id and its bytes, joined by plus signs");
    }
    NoteText.requireName(parts[0]);
    var typed = NoteText.base64(parts[2]);
    if (typed.length != 1 + KEY_BYTES || (typed[0] != ED25519 && typed[0] != COSIGNATURE)) {
      throw new NoteRefused("the key is neither Ed25519 nor an Ed25519 cosignature key");
    }
    var key = new VerifierKey(parts[0], parts[2]);
    if (!"%08x".formatted(key.id()).equals(parts[1])) {
      throw new NoteRefused("the key's id does not belong to its name and bytes");
    }
    key.point();
    return key;
  }

  /** Whether this is a log's key, not a witness's, and the log has this name. */
  public boolean isOfLog(String origin) {
    return typed()[0] == ED25519 && name.equals(origin);
  }

  private byte[] typed() {
    return Base64.getDecoder().decode(base64);
  }

  /** The first four bytes of SHA-256 over name, line feed, type and key. */
  public int id() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(sha256.digest(typed())).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void verify(String text, NoteSignature line) throws NoteRefused {
    var signature = line.signature();
    var message = text.getBytes(StandardCharsets.UTF_8);
    if (typed()[0] == COSIGNATURE) {
      if (signature.length != Long.BYTES + SIGNATURE_BYTES) {
        throw new NoteRefused("the cosignature of " + name + " has a wrong length");
      }
      var seconds = ByteBuffer.wrap(signature).getLong();
      var signed = "cosignature/v1\ntime " + Long.toUnsignedString(seconds) + "\n" + text;
      message = signed.getBytes(StandardCharsets.UTF_8);
      signature = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
    }
    if (!signed(message, signature)) {
      throw new NoteRefused("the signature of " + name + " does not fit the text");
    }
  }

  boolean signed(byte[] message, byte[] signature) throws NoteRefused {
    var verifier = new Ed25519Signer();
    verifier.init(false, point());
    verifier.update(message, 0, message.length);
    return signature.length == SIGNATURE_BYTES && verifier.verifySignature(signature);
  }

  private Ed25519PublicKeyParameters point() throws NoteRefused {
    try {
      return new Ed25519PublicKeyParameters(typed(), 1);
    } catch (IllegalArgumentException e) {
      throw new NoteRefused("the key of " + name + " is no point of the curve");
    }
  }

  /** The {@code vkey}. */
  @Override
  public String toString() {
    return name + "+" + "%08x".formatted(id()) + "+" + base64;
  }
}
