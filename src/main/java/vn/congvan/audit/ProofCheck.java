package vn.congvan.audit;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.congvan.audit.OfflineFindings.Ended;
import vn.congvan.audit.merkle.InclusionProof;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.LogProof;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.document.Shown;

/**
 * Checks a proof of an entry with nothing but the keys of logs and witnesses. It can come from
 * anybody.
 */
public final class ProofCheck {
  private ProofCheck() {}

  /**
   * @param file a C2SP tlog-proof, which carries its entry in its extra line
   * @param beside the entry, where the proof does not carry it
   */
  public static OfflineVerdict run(
      byte[] file, byte @Nullable [] beside, Collection<VerifierKey> keys) {
    var findings = new OfflineFindings();
    try {
      check(file, beside, keys, findings);
      return findings.verdict();
    } catch (Ended ended) {
      return findings.verdict(ended);
    }
  }

  private static void check(
      byte[] file, byte @Nullable [] beside, Collection<VerifierKey> keys, OfflineFindings findings)
      throws Ended {
    LogProof proof;
    Checkpoint said;
    try {
      proof = LogProof.parse(file);
      said = Checkpoint.parse(proof.checkpoint().text());
    } catch (NoteRefused e) {
      throw OfflineFindings.unreadable(
          "PROOF_UNREADABLE", "Tệp không phải bằng chứng c2sp.org/tlog-proof@v1", e.getMessage());
    }
    requireEachSignerOnce(proof);
    var entry = beside == null ? proof.carried() : beside;
    if (entry == null) {
      throw OfflineFindings.unreadable(
          "NO_ENTRY",
          "Bằng chứng không mang theo mục nhật ký; ghi tệp của mục bằng --entry",
          "the proof does not carry its entry; name the entry's file with --entry");
    }
    var signed = findings.signed(proof.checkpoint(), said, keys);
    try {
      new InclusionProof(proof.index(), signed.size(), proof.path())
          .verify(new TreeHasher().leaf(entry), signed.root());
    } catch (ProofDoesNotHold e) {
      throw OfflineFindings.broken(
          Problem.PROOF, proof.index(), Objects.requireNonNullElse(e.getMessage(), ""));
    }
    findings.holds(
        "INCLUDED",
        "mục này nằm ở vị trí %d trong cây %d mục".formatted(proof.index(), signed.size()),
        "the entry is at index %d of the tree of %d".formatted(proof.index(), signed.size()));
    checkEntry(entry, signed, findings);
  }

  /** The same line twice would be a second spelling of the same proof. */
  private static void requireEachSignerOnce(LogProof proof) throws Ended {
    var signers = new HashSet<String>();
    for (var line : proof.checkpoint().signatures()) {
      if (!signers.add(line.name() + "+" + line.keyId())) {
        throw OfflineFindings.unreadable(
            "PROOF_UNREADABLE",
            "Bằng chứng có hai chữ ký của một khóa",
            "two signatures of one key");
      }
    }
  }

  private static void checkEntry(byte[] bytes, Checkpoint signed, OfflineFindings findings)
      throws Ended {
    Entry entry;
    try {
      entry = EntryReader.read(bytes);
    } catch (EntryRefused e) {
      throw OfflineFindings.broken(
          Problem.ENTRY_UNREADABLE, "–", Objects.requireNonNullElse(e.getMessage(), ""));
    }
    if (!entry.log().equals(signed.origin()) && !Origins.precedes(entry.log(), signed.origin())) {
      throw OfflineFindings.broken(Problem.OTHER_LOG, "–");
    }
    var what =
        Shown.of(
            "%s, %s %d, %s"
                .formatted(
                    entry.type(),
                    entry.stream(),
                    entry.seq(),
                    EntryWriter.TIME.format(entry.time())));
    findings.holds(
        "ENTRY",
        "mục đúng dạng chuẩn phiên bản 1: " + what,
        "the entry is in the canonical form of version 1: " + what);
    if (entry.seq() > 1) {
      findings.holds(
          "CHAIN",
          "mục mang mã băm của mục %d trước nó trong chuỗi, nên đứng cho cả %d mục"
              .formatted(entry.seq() - 1, entry.seq()),
          "it holds the hash of entry %d of its stream, so it stands for all %d"
              .formatted(entry.seq() - 1, entry.seq()));
    }
  }
}
