package vn.congvan.signing;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The level a file has reached, by what is in it. Whether its signatures hold is the verifier's to
 * say.
 */
record LevelOfFile(
    PadesLevel level, List<StoredSignature> signatures, Optional<Instant> lastStampEnds) {

  static LevelOfFile of(SourcePdf file) throws IOException, NotOurs {
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
    var storeAt = storeAt(file);
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

  /** Where the security store lies; negative when there is none, or none with proofs in it. */
  private static long storeAt(SourcePdf file) throws IOException, NotOurs {
    var root = file.object(file.root());
    var value = root.get("DSS");
    if (value.isEmpty()) {
      return -1;
    }
    var store = file.dictionary(value.get());
    if (file.references(store, "OCSPs").length + file.references(store, "CRLs").length == 0) {
      return -1;
    }
    return file.offset(SourcePdf.isReference(value.get()) ? root.reference("DSS") : file.root());
  }
}
