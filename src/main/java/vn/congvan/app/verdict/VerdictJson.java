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
import vn.congvan.validation.Standing;
import vn.congvan.validation.TimeStampReport;
import vn.congvan.validation.VerificationReport;
import vn.congvan.validation.time.CertificateStatus;

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
    verdict.put("policy", report.policy());
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
    standing(signature, report.standing());
    return signature;
  }

  private static void standing(ObjectNode signature, Standing standing) {
    signature.put("level", standing.level() == null ? null : standing.level().toString());
    signature.put("provedTime", text(standing.provedTime()));
    signature.put("provedBy", name(standing.provedBy()));
    var stamps = signature.putArray("timeStamps");
    standing.timeStamps().forEach(stamp -> stamps.add(timeStamp(stamp)));
    statuses(signature, standing.statuses());
  }

  private static ObjectNode timeStamp(TimeStampReport report) {
    var stamp = JSON.createObjectNode();
    stamp.put("field", report.field());
    stamp.put("time", text(report.time()));
    stamp.put("indication", report.indication().name());
    stamp.put("subIndication", name(report.subIndication()));
    stamp.set("signer", signer(report.signer()));
    reasons(stamp, "findings", report.findings());
    reasons(stamp, "notes", report.notes());
    statuses(stamp, report.statuses());
    return stamp;
  }

  private static void statuses(ObjectNode parent, List<CertificateStatus> statuses) {
    var array = parent.putArray("certificates");
    for (var status : statuses) {
      var proof = status.proof();
      array
          .addObject()
          .put("subject", status.certificate().getSubjectX500Principal().getName())
          .put("serial", status.certificate().getSerialNumber().toString(16))
          .put("status", status.word().name())
          .put("source", name(status.source()))
          .put("proof", proof == null ? null : proof.kind().name())
          .put("thisUpdate", proof == null ? null : proof.thisUpdate().toString())
          .put("usableUntil", proof == null ? null : proof.usableUntil().toString())
          .put("revokedAt", text(status.revokedAt().orElse(null)))
          .put("revocationReason", status.reason().map(Enum::name).orElse(null));
    }
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
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
