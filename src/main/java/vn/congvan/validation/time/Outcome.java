package vn.congvan.validation.time;

import java.util.List;

/**
 * What became of a certificate's question.
 *
 * @param statuses of every certificate below the anchor, the signer's first
 * @param inFile whether the file itself proves the status of each of them
 * @param lastRevision of the proofs in the file; -1 when none is needed
 */
public record Outcome(
    List<Doubt> doubts, List<CertificateStatus> statuses, boolean inFile, int lastRevision) {
  public Outcome {
    doubts = List.copyOf(doubts);
    statuses = List.copyOf(statuses);
  }
}
