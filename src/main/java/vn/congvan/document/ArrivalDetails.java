package vn.congvan.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the packet of an incoming document says of it, as the arrival book shows it (Decree 30/2020,
 * Appendix IV).
 *
 * @param senderName the sender's name as in the packet
 * @param typeName for example {@code Công văn}
 * @param signerName who signed, as in the packet
 * @param dueDate when the sender asks for an answer
 */
public record ArrivalDetails(
    String senderName,
    String typeName,
    String subject,
    String signerName,
    String signerTitle,
    Urgency urgency,
    @Nullable LocalDate dueDate) {}
