package vn.congvan.validation.cms;

/** Why a CMS signature cannot be relied on, whatever its arithmetic says. */
public final class CmsProblem extends Exception {
  /** What is wrong. */
  public enum Kind {
    /** Not what RFC 5652 and the baseline profiles say. */
    FORMAT,
    /** A digest, an algorithm or a key that is broken, or that we do not know. */
    ALGORITHM,
    /** The attribute that names the signer's certificate is missing, or weak. */
    NO_SIGNING_CERTIFICATE,
    /** The certificate beside the signature is not the one the signer meant. */
    OTHER_CERTIFICATE
  }

  private final Kind kind;

  CmsProblem(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  static CmsProblem format(String message) {
    return new CmsProblem(Kind.FORMAT, message);
  }

  public Kind kind() {
    return kind;
  }
}
