package vn.congvan.audit.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.Prover;
import vn.congvan.audit.merkle.RightEdge;
import vn.congvan.audit.merkle.TreeHasher;

/** A log of ten entries with a known key, and what it signs. */
final class SampleLog {
  static final String SECRET =
      "PRIVATE+KEY+log.example.vn/log/1+ac0f1b09+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

  private SampleLog() {}

  static SignerKey key() throws NoteRefused {
    return SignerKey.parse(SECRET);
  }

  static byte[] entry(int index) {
    return ("entry " + index).getBytes(StandardCharsets.UTF_8);
  }

  static LogProof proof(int index) throws NoteRefused {
    var hasher = new TreeHasher();
    var leaves = new ArrayList<Hash>();
    var edge = new RightEdge();
    for (int i = 0; i < 10; i++) {
      leaves.add(hasher.leaf(entry(i)));
      edge.append(leaves.get(i));
    }
    var path =
        new Prover(
                10, (level, at) -> root(leaves.subList((int) at << level, (int) (at + 1) << level)))
            .inclusion(index)
            .path();
    var note = key().sign(new Checkpoint("log.example.vn/log/1", 10, edge.root()).text());
    return new LogProof(null, index, path, note);
  }

  private static Hash root(List<Hash> leaves) {
    var edge = new RightEdge();
    leaves.forEach(edge::append);
    return edge.root();
  }
}
