package vn.congvan.app.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.words.Verdict;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.Signer;
import vn.congvan.validation.VerificationReport;

/** A verdict for programs: one JSON object on one line, as docs/formats/verdict.md describes it. */
public final class VerdictJson {
  private static final String FORMAT = "congvan-verdict-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private VerdictJson() {}

  /**
   * @param at the time of judging
   */
  public static String line(Path file, Instant at, VerificationReport report) {
    var verdict = JSON.createObjectNode();
    verdict.put("format", FORMAT);
    verdict.put("file", file.toString());
    verdict
        .putObject("verdict")
        .put("vi", Verdict.word(report.indication(), Language.VI))
        .put("en", Verdict.word(report.indication(), Language.EN));
    verdict.put("indication", report.indication().name());
    verdict.put("subIndication", name(report.subIndication()));
    verdict.put("integrity", report.integrity().name());
    verdict.set("reason", reason(report.headline()));
    verdict.put("whoActs", report.acts().name());
    verdict.put("judgedAt", at.toString());
    verdict.put("sha256", report.wasRead() ? report.sha256().hex() : null);
    verdict.put("number", report.number());
    verdict.put("date", report.date());
    reasons(verdict, "findings", report.findings());
    var signatures = verdict.putArray("signatures");
    report.signatures().forEach(signature -> signatures.add(signature(signature)));
    try {
      return JSON.writeValueAsString(verdict);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  private static ObjectNode signature(SignatureReport report) {
    var signature = JSON.createObjectNode();
    signature.put("field", report.field());
    signature.put("role", report.role().name());
    signature.put("indication", report.indication().name());
    signature.put("subIndication", name(report.subIndication()));
    signature.put(
        "claimedTime", report.claimedTime() == null ? null : report.claimedTime().toString());
    signature.put("signedBytes", report.signedLength());
    signature.set("signer", signer(report.signer()));
    reasons(signature, "findings", report.findings());
    reasons(signature, "notes", report.notes());
    return signature;
  }

  private static @Nullable ObjectNode signer(@Nullable Signer who) {
    if (who == null) {
      return null;
    }
    var certificate = who.certificate();
    return JSON.createObjectNode()
        .put("name", who.name())
        .put("organization", who.organization())
        .put("agency", who.agency() == null ? null : who.agency().value())
        .put("subject", certificate.getSubjectX500Principal().getName())
        .put("issuer", certificate.getIssuerX500Principal().getName())
        .put("serial", certificate.getSerialNumber().toString(16))
        .put("validFrom", certificate.getNotBefore().toInstant().toString())
        .put("validUntil", certificate.getNotAfter().toInstant().toString())
        .put("sha256", who.fingerprint().hex());
  }

  private static void reasons(ObjectNode parent, String name, List<Reason> reasons) {
    var array = parent.putArray(name);
    reasons.forEach(reason -> array.add(reason(reason)));
  }

  private static ObjectNode reason(Reason reason) {
    return JSON.createObjectNode()
        .put("code", reason.code())
        .put("vi", reason.vi())
        .put("en", reason.en());
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
