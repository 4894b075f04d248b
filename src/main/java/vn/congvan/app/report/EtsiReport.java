package vn.congvan.app.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Reason;
import vn.congvan.validation.SignatureMaterial;
import vn.congvan.validation.SignatureReport;
import vn.congvan.validation.VerificationReport;

/**
 * A verdict as a signature validation report (ETSI TS 119 102-2 V1.4.1): a part for each signature,
 * then what they were judged by. A document time-stamp is such an object, with a report of its own,
 * and no signature. A file without any signature that can be spoken of has one part that says why.
 */
final class EtsiReport {
  private static final String SHA_256 = "SHA-256";
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final Judged judged;
  private final VerificationReport report;
  private final Xml xml =
      Xml.document(
          Map.of("", EtsiNames.REPORT, "ds", EtsiNames.DSIG, "cv", EtsiNames.OURS),
          "ValidationReport");
  private final EtsiObjects objects;

  private EtsiReport(Judged judged) {
    this.judged = judged;
    this.report = judged.report();
    this.objects = new EtsiObjects(report);
  }

  static byte[] of(Judged judged) {
    return new EtsiReport(judged).write();
  }

  private byte[] write() {
    var signatures = 0;
    for (var signature : report.signatures()) {
      if (!EtsiObjects.isTimeStamp(signature)) {
        xml.begin("SignatureValidationReport");
        signature(signature);
        xml.end();
        signatures++;
      }
    }
    if (signatures == 0) {
      xml.begin("SignatureValidationReport");
      judgedAt(null);
      document(judged.report().wasRead(), report.sha256());
      process();
      status(EtsiStatus.of(report), false);
      about();
      xml.end();
    }
    if (!objects.isEmpty()) {
      xml.begin("SignatureValidationObjects");
      certificates();
      report.signatures().forEach(this::covered);
      xml.end();
    }
    return xml.bytes();
  }

  /** In the order of the schema. */
  private void signature(SignatureReport signature) {
    var material = signature.material();
    identifier(signature);
    judgedAt(signature);
    if (material != null) {
      xml.begin("SignersDocument");
      digest(material.digestAlgorithm(), material.digest());
      xml.begin("SignersDocumentRepresentation", "VOReference", objects.of(material)).end();
      xml.end();
      attributes(signature, material);
    }
    signer(signature);
    process();
    status(EtsiStatus.of(signature, report), false, signature);
    about();
  }

  private void identifier(SignatureReport signature) {
    var material = signature.material();
    xml.begin("SignatureIdentifier", "id", objects.identifier(signature));
    if (material != null) {
      digest(SHA_256, material.dataToBeSigned().bytes());
      xml.leaf("ds:SignatureValue", base64(material.value()));
    }
    xml.leaf("HashOnly", "false").leaf("DocHashOnly", "false");
    if (!signature.field().isEmpty()) {
      xml.begin("OtherInformation").begin("SignatureReference");
      xml.leaf("PAdESFieldName", signature.field()).end().end();
    }
    xml.end();
  }

  /** Without a proof of an earlier time, the signature is known to exist since it was judged. */
  private void judgedAt(@Nullable SignatureReport signature) {
    var proved = signature == null ? null : signature.standing().provedTime();
    xml.begin("ValidationTimeInfo").leaf("ValidationTime", time(judged.at()));
    xml.begin("BestSignatureTime").leaf("POETime", time(proved == null ? judged.at() : proved));
    xml.leaf("TypeOfProof", EtsiNames.BY_VALIDATION).end().end();
  }

  private void document(boolean read, ContentHash sha256) {
    if (read) {
      xml.begin("SignersDocument");
      digest(SHA_256, sha256.bytes());
      xml.end();
    }
  }

  private void attributes(SignatureReport signature, SignatureMaterial material) {
    xml.begin("SignatureAttributes");
    time(signature)
        .ifPresent(
            time -> {
              // /M, which lies in the signed bytes.
              xml.begin("SigningTime", "Signed", "true");
              xml.leaf("Time", time(time)).end();
            });
    xml.leaf(
        "ByteRange",
        material.byteRange().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    for (var stamp : report.signatures()) {
      var over = stamp.material();
      if (over != null && over.timeStamp() && over.end() > material.end()) {
        time(stamp).ifPresent(time -> stamped(over, time));
      }
    }
    xml.end();
  }

  private void stamped(SignatureMaterial by, Instant time) {
    xml.begin("DocTimeStamp", "Signed", "false");
    xml.begin("AttributeObject", "VOReference", objects.of(by)).end();
    xml.leaf("TimeStampValue", time(time)).end();
  }

  private void signer(SignatureReport signature) {
    var signer = signature.signer();
    if (signer != null) {
      xml.begin("SignerInformation");
      xml.begin("SignerCertificate", "VOReference", objects.of(signer.certificate())).end();
      xml.leaf("Signer", signer.name()).end();
    }
  }

  private void process() {
    xml.begin("SignatureValidationProcess");
    xml.leaf("SignatureValidationProcessID", EtsiNames.PROCESS).end();
  }

  private void status(EtsiStatus status, boolean timeStamp, SignatureReport... of) {
    xml.begin("SignatureValidationStatus");
    xml.leaf("MainIndication", EtsiNames.main(status.indication(), timeStamp));
    if (!status.reasons().isEmpty()) {
      xml.leaf(
          "SubIndication", EtsiNames.sub(status.subIndication(), status.reasons().get(0).code()));
    }
    xml.begin("AssociatedValidationReportData");
    for (var signature : of) {
      var signer = signature.signer();
      if (signer != null) {
        xml.begin("CertificateChain");
        xml.begin("SigningCertificate", "VOReference", objects.of(signer.certificate())).end();
        xml.end();
      }
    }
    var reasons = new ArrayList<>(status.reasons());
    for (var signature : of) {
      reasons.addAll(signature.notes());
    }
    if (!reasons.isEmpty()) {
      xml.begin("AdditionalValidationReportData");
      reasons.stream().distinct().forEach(this::reason);
      xml.end();
    }
    xml.end().end();
  }

  private void reason(Reason reason) {
    xml.begin("ReportData").leaf("Type", EtsiNames.reason(reason.code()));
    xml.begin("Value");
    xml.leaf("cv:Text", reason.vi(), "xml:lang", "vi");
    xml.leaf("cv:Text", reason.en(), "xml:lang", "en");
    xml.end().end();
  }

  /** The verdict on the file, which the standard has no place for. */
  private void about() {
    xml.begin("OtherInformation").begin("cv:File");
    xml.leaf("cv:Name", judged.name());
    if (report.wasRead()) {
      xml.leaf("cv:SHA256", report.sha256().hex());
    }
    xml.leaf("cv:Indication", report.indication().name());
    xml.leaf("cv:Integrity", report.integrity().name());
    xml.leaf("cv:WhoActs", report.acts().name());
    xml.end().leaf("cv:Program", judged.program()).end();
  }

  private void certificates() {
    objects
        .certificates()
        .forEach(
            (encoded, id) -> {
              xml.begin("ValidationObject", "id", id);
              xml.leaf("ObjectType", EtsiNames.CERTIFICATE);
              xml.begin("ValidationObjectRepresentation").leaf("base64", encoded).end().end();
            });
  }

  /** What a signature is over; or the time-stamp itself. */
  private void covered(SignatureReport signature) {
    var material = signature.material();
    if (material == null) {
      return;
    }
    xml.begin("ValidationObject", "id", objects.of(material));
    xml.leaf("ObjectType", material.timeStamp() ? EtsiNames.TIME_STAMP : EtsiNames.SIGNED_DATA);
    xml.begin("ValidationObjectRepresentation");
    if (material.timeStamp()) {
      digest(SHA_256, material.cms().bytes());
    } else {
      digest(material.digestAlgorithm(), material.digest());
    }
    xml.end();
    if (material.timeStamp()) {
      xml.begin("ValidationReport");
      identifier(signature);
      judgedAt(signature);
      signer(signature);
      process();
      status(EtsiStatus.of(signature, report), true, signature);
      xml.end();
    }
    xml.end();
  }

  private void digest(String algorithm, byte[] value) {
    xml.begin("DigestAlgAndValue");
    xml.begin("ds:DigestMethod", "Algorithm", EtsiNames.digest(algorithm)).end();
    xml.leaf("ds:DigestValue", base64(value)).end();
  }

  /** XML Schema 1.0 has no year 0; a signer may claim any. */
  private static Optional<Instant> time(SignatureReport signature) {
    return Optional.ofNullable(signature.claimedTime())
        .filter(time -> !time.isBefore(FIRST) && time.isBefore(LAST));
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
