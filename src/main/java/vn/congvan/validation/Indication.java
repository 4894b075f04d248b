package vn.congvan.validation;

/** EN 319 102-1 §5.1.2. */
public enum Indication {
  TOTAL_PASSED,
  INDETERMINATE,
  TOTAL_FAILED
}
