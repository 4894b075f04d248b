package vn.congvan.validation;

/** Whether the bytes are what was signed; says nothing of trust in who signed. */
public enum Integrity {
  /** Nothing but what was signed, and later additions that the signatures permit. */
  INTACT,
  /** A change that no signature permits, or a signature that is broken or forged. */
  ALTERED,
  /** No structure or algorithm that can be relied on, so nothing can be said. */
  UNREADABLE,
  /** No signature, and no trace of one. */
  UNSIGNED
}
