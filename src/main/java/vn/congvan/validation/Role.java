package vn.congvan.validation;

/** In what capacity a signature was made. */
public enum Role {
  LEADER,
  /** The leader's, once more with a key of another kind. */
  LEADER_SECOND,
  SEAL,
  ATTACHMENT_SEAL,
  /** The agency's, once more with a key of another kind, on a document or an attachment. */
  SEAL_SECOND,
  OTHER
}
