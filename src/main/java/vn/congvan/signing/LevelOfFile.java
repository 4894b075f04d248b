package vn.congvan.signing;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The level a file of ours has reached, by what is in it. Whether its signatures hold is the
 * verifier's to say.
 */
record LevelOfFile(
    PadesLevel level, List<StoredSignature> signatures, Optional<Instant> lastStampEnds) {

  static LevelOfFile of(PreparedPdf file) throws IOException, NotOurs {
    var signatures = StoredSignature.in(file);
    if (signatures.stream().allMatch(StoredSignature::isStamp)) {
      throw SignFailure.nothingToRaise();
    }
    var lastSigned =
        signatures.stream()
            .filter(one -> !one.isStamp())
            .mapToLong(StoredSignature::end)
            .max()
            .orElseThrow();
    var lastStamp =
        signatures.stream()
            .filter(StoredSignature::isStamp)
            .max(Comparator.comparingLong(StoredSignature::end));
    var stamped =
        signatures.stream().allMatch(one -> one.stamp().isPresent())
            || lastStamp.isPresent() && lastStamp.get().end() > lastSigned;
    var root = file.object(file.root());
    var storeAt = root.has("DSS") ? file.offset(root.reference("DSS")) : -1;
    PadesLevel level;
    if (!stamped) {
      level = PadesLevel.B_B;
    } else if (storeAt < lastSigned) {
      level = PadesLevel.B_T;
    } else if (lastStamp.isEmpty() || lastStamp.get().end() < storeAt) {
      level = PadesLevel.B_LT;
    } else {
      level = PadesLevel.B_LTA;
    }
    return new LevelOfFile(
        level,
        signatures,
        lastStamp.map(one -> one.signer().certificate().getNotAfter().toInstant()));
  }
}
