package vn.congvan.audit.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.InclusionProof;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.merkle.TreeHasher;

/**
 * All that is needed to show, offline and to anybody, that an entry is in a log (C2SP tlog-proof):
 * the content of a {@code .tlog-proof} file.
 *
 * @param extra base64 that somebody added for his own use; not authenticated, null where there is
 *     none
 * @param path the siblings' hashes from the leaf upwards
 * @param checkpoint whose tree the path leads to
 */
public record LogProof(@Nullable String extra, long index, List<Hash> path, SignedNote checkpoint) {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int MAX_PATH = 63;

  public LogProof {
    path = List.copyOf(path);
  }

  /** A proof that carries what it is about, so that one file is enough. */
  public LogProof with(byte[] entry) {
    return new LogProof(Base64.getEncoder().encodeToString(entry), index, path, checkpoint);
  }

  /** The bytes of {@link #extra}, null where there are none. */
  public byte @Nullable [] carried() {
    return extra == null ? null : Base64.getDecoder().decode(extra);
  }

  public static LogProof parse(byte[] bytes) throws NoteRefused {
    var rest = new Lines(NoteText.decode(bytes));
    if (!rest.next().equals(HEADER)) {
      throw new NoteRefused("does not start with " + HEADER);
    }
    var line = rest.next();
    String extra = null;
    if (line.startsWith(EXTRA)) {
      extra = line.substring(EXTRA.length());
      NoteText.base64(extra);
      line = rest.next();
    }
    if (!line.startsWith(INDEX)) {
      throw new NoteRefused("has no index line");
    }
    var index = NoteText.decimal(line.substring(INDEX.length()));
    var path = new ArrayList<Hash>();
    for (line = rest.next(); !line.isEmpty(); line = rest.next()) {
      if (path.size() == MAX_PATH) {
        throw new NoteRefused("has more than " + MAX_PATH + " hashes");
      }
      path.add(Lines.hash(line));
    }
    return new LogProof(extra, index, path, SignedNote.parse(rest.all()));
  }

  /**
   * Shows that an entry is in a log at this proof's index.
   *
   * @param entry the bytes of the entry
   * @param log the log's key, whose name is the log's origin
   * @param witnesses keys whose cosignatures are checked where they are there
   * @return what the log signed
   */
  public Checkpoint verify(byte[] entry, VerifierKey log, Collection<VerifierKey> witnesses)
      throws NoteRefused, ProofDoesNotHold {
    var known = new ArrayList<>(witnesses);
    known.add(log);
    if (!checkpoint.verify(known).contains(log)) {
      throw new NoteRefused("the checkpoint is not signed by " + log.name());
    }
    var signed = Checkpoint.parse(checkpoint.text());
    if (!signed.origin().equals(log.name())) {
      throw new NoteRefused("the checkpoint is of another log than " + log.name());
    }
    new InclusionProof(index, signed.size(), path)
        .verify(new TreeHasher().leaf(entry), signed.root());
    return signed;
  }

  /** The content of the file. */
  @Override
  public String toString() {
    var text = new StringBuilder(HEADER).append('\n');
    if (extra != null) {
      text.append(EXTRA).append(extra).append('\n');
    }
    text.append(INDEX).append(index).append('\n');
    path.forEach(hash -> text.append(hash).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }
}
