package vn.congvan.document;

import java.time.LocalDate;

/**
 * What a status names its document by (QCVN 102's {@code ResponseFor}).
 *
 * @param sender the agency that sent the document
 * @param documentId the sender's id of it, opaque to us, unique at that sender
 * @param code number and symbol, {@code 05/UBND-VX}
 * @param date its date of issue
 */
public record ReplyTo(AgencyCode sender, String documentId, String code, LocalDate date) {}
