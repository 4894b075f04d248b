package vn.congvan.validation;

/** Whose turn it is after a verdict. */
public enum WhoActs {
  /** The file is valid. */
  NOBODY,
  /** Whoever has the file gets it again, or compares it. */
  HOLDER,
  /** Who issued it answers a question, or signs or sends again. */
  ISSUER,
  /** Whoever runs this program. */
  OPERATOR
}
