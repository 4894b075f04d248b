package vn.congvan.validation.attacks;

/** Bytes of a signed file that may be others and the file still says the same: all there are. */
enum Insignificant {
  CAPITALS(
      "A hexadecimal digit of the last signature's /Contents in capitals or in small letters: the same number"),
  VERSION(
      "The version numbers in a CMS: they say which parts may follow, and the parts themselves are looked at"),
  ISSUER_NAME(
      "The issuer's name in a CMS's identifier of its signer, in capitals or in small letters: names are compared without them, and the certificate is held to the hash that was signed"),
  OTHER_CERTIFICATE(
      "Certificates beside the signer's own: who is trusted comes from the anchors here, and a path that needs one of them needs it unchanged"),
  UNSIGNED_UPDATE(
      "An update of validation data behind the last signature: the file is as valid without it, and it can hold nothing else"),
  UNSIGNED_ATTRIBUTE(
      "What was added to a CMS after it was signed (unsigned attributes): it is not the signer's word");

  final String reason;

  Insignificant(String reason) {
    this.reason = reason;
  }
}
