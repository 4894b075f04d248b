package vn.congvan.audit.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import vn.congvan.audit.merkle.ConsistencyProof;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.ProofDoesNotHold;

/**
 * Shows that a log as it is now grew out of an older checkpoint by appending only; written as C2SP
 * tlog-witness asks a witness to cosign.
 *
 * @param old the size of the older checkpoint
 * @param path of the consistency proof; empty where the sizes are equal or the older one is 0
 */
public record LogGrowth(long old, List<Hash> path, SignedNote checkpoint) {
  private static final String OLD = "old ";
  private static final int MAX_PATH = 63;

  public LogGrowth {
    path = List.copyOf(path);
  }

  public static LogGrowth parse(byte[] bytes) throws NoteRefused {
    var rest = new Lines(NoteText.decode(bytes));
    var line = rest.next();
    if (!line.startsWith(OLD)) {
      throw new NoteRefused("does not start with the old size");
    }
    var old = NoteText.decimal(line.substring(OLD.length()));
    var path = new ArrayList<Hash>();
    for (line = rest.next(); !line.isEmpty(); line = rest.next()) {
      if (path.size() == MAX_PATH) {
        throw new NoteRefused("has more than " + MAX_PATH + " hashes");
      }
      path.add(Lines.hash(line));
    }
    return new LogGrowth(old, path, SignedNote.parse(rest.all()));
  }

  /**
   * @param from the older checkpoint, its signature checked by the caller
   * @param keys of the log, and of witnesses whose cosignatures are checked where they are there
   * @return what the log has signed since
   */
  public Checkpoint verify(Checkpoint from, Collection<VerifierKey> keys)
      throws NoteRefused, ProofDoesNotHold {
    var now = checkpoint.verifyCheckpoint(keys);
    if (!now.origin().equals(from.origin())) {
      throw new NoteRefused("the newer checkpoint is of another log than " + from.origin());
    }
    if (old != from.size()) {
      throw new ProofDoesNotHold("it starts from another size than " + from.size());
    }
    if (now.size() < from.size()) {
      throw new ProofDoesNotHold(
          "the log has fewer entries (" + now.size() + ") than were signed (" + from.size() + ")");
    }
    if (from.size() > 0) {
      new ConsistencyProof(from.size(), now.size(), path).verify(from.root(), now.root());
    } else if (!path.isEmpty() || !from.root().equals(Hash.EMPTY_TREE)) {
      throw new ProofDoesNotHold("an empty log has one root and needs no path");
    }
    return now;
  }

  @Override
  public String toString() {
    var text = new StringBuilder(OLD).append(old).append('\n');
    path.forEach(hash -> text.append(hash).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }
}
