package vn.congvan.validation;

/** In what capacity a signature was made. */
public enum Role {
  LEADER,
  SEAL,
  ATTACHMENT_SEAL,
  OTHER
}
