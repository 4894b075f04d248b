package vn.congvan.validation;

/** In what capacity a signature was made. */
public enum Role {
  LEADER,
  /** The leader's, once more with a key of another kind. */
  LEADER_SECOND,
  SEAL,
  ATTACHMENT_SEAL,
  /** On an electronic copy (Decree 30/2020, Articles 25 to 27). */
  COPY_SEAL,
  /** The agency's, once more with a key of another kind, on whatever it sealed. */
  SEAL_SECOND,
  OTHER
}
