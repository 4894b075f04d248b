package vn.congvan.validation.changes;

/** How much an update may do. */
public enum Profile {
  /**
   * Our own documents: the seal, with number and date; then validation data and time-stamps.
   * Nothing else is ever added to them, so nothing else is let pass.
   */
  CLOSED,
  /**
   * Documents of others: further signatures in fields of their own too, and new document
   * information and metadata, which no page shows.
   */
  FOREIGN
}
