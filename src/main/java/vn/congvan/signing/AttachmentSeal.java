package vn.congvan.signing;

import java.time.Instant;

/**
 * The agency's seal on an attachment: text only, top right of page one (Decree 30/2020, Appendix
 * I.II.8b). @param code number and symbol of the document
 */
public record AttachmentSeal(SigningKey key, String code, Instant time, String name) {}
