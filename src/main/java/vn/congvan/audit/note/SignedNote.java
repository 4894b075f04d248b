package vn.congvan.audit.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with the signatures of those who stand for it (C2SP signed-note).
 *
 * <p>Nothing in {@link #text} is to be believed before {@link #verify}.
 *
 * @param text every line ends in a line feed, the last one too; exactly what is signed
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  private static final int MAX_SIGNATURES = 100;
  private static final String SEPARATOR = "\n\n";

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  public static SignedNote parse(byte[] bytes) throws NoteRefused {
    return parse(NoteText.decode(bytes));
  }

  public static SignedNote parse(String note) throws NoteRefused {
    // Again for a string, because it may have come in by another way than bytes.
    NoteText.decode(note.getBytes(StandardCharsets.UTF_8));
    var split = note.lastIndexOf(SEPARATOR);
    if (split < 0) {
      throw new NoteRefused("has no empty line before its signatures");
    }
    var lines = note.substring(split + SEPARATOR.length());
    if (lines.isEmpty()) {
      throw new NoteRefused("has no signature");
    }
    if (!lines.endsWith("\n")) {
      throw new NoteRefused("does not end with a line feed");
    }
    var signatures = new ArrayList<NoteSignature>();
    for (var line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
      if (signatures.size() == MAX_SIGNATURES) {
        throw new NoteRefused("has more than " + MAX_SIGNATURES + " signatures");
      }
      signatures.add(NoteSignature.parse(line));
    }
    return new SignedNote(note.substring(0, split + 1), signatures);
  }

  /**
   * Checks every signature by a key that is known; unknown ones say nothing, whatever they hold.
   *
   * @return the known keys that signed
   * @throws NoteRefused when a known key's signature is bad, or none of them signed
   */
  public Set<VerifierKey> verify(Collection<VerifierKey> known) throws NoteRefused {
    var signers = new LinkedHashSet<VerifierKey>();
    for (var signature : signatures) {
      for (var key : known) {
        if (key.name().equals(signature.name()) && key.id() == signature.keyId()) {
          key.verify(text, signature);
          signers.add(key);
        }
      }
    }
    if (signers.isEmpty()) {
      throw new NoteRefused("is not signed by any known key");
    }
    return signers;
  }

  /**
   * The checkpoint that this note is, signed by the log that it names.
   *
   * @throws NoteRefused also when none of the keys has that name, or none of those signed
   */
  public Checkpoint verifyCheckpoint(Collection<VerifierKey> known) throws NoteRefused {
    var checkpoint = Checkpoint.parse(text);
    if (verify(known).stream().noneMatch(key -> key.isOfLog(checkpoint.origin()))) {
      throw new NoteRefused("is not signed by " + checkpoint.origin());
    }
    return checkpoint;
  }

  /** As it is stored and handed out. */
  @Override
  public String toString() {
    var note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()).append('\n'));
    return note.toString();
  }
}
