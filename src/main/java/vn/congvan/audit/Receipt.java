package vn.congvan.audit;

import vn.congvan.audit.note.LogProof;

/**
 * An entry with the proof that a published log holds it: enough for anybody to check without us.
 *
 * @param proof over exactly {@code entry.bytes()}
 */
public record Receipt(LogEntry entry, LogProof proof) {}
