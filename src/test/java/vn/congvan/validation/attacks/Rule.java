package vn.congvan.validation.attacks;

/** What a verifier must hold a signed file to. */
enum Rule {
  R1("Every signature parses fully: a broken one is broken, never absent"),
  R2("A file is its revisions, and each is its objects and its section: no byte is left over"),
  R3("An update's entries point into the update itself"),
  R4("Sections form one chain, list each object once, and hide nothing"),
  R5("A signature's gap is its own /Contents, byte for byte"),
  R6("A signature's range begins with the file and ends with the signature's own revision"),
  R7("A signature is one object, defined once, the value of one field"),
  R8("No update touches what a page shows"),
  R9("Fonts, appearances and filled fields stay as they were signed"),
  R10("Catalog and page tree stay those that were signed"),
  R11("No annotation is added, changed or removed"),
  R12("A signature field comes with its signature, and covers nothing but its place"),
  R13("What a signature forbids stays forbidden, and only the first one certifies"),
  R14("A CMS is DER, and nothing but zeros follows it"),
  R15("A CMS has one signer, signed attributes, and its content outside"),
  R16("Digest, algorithm and parameters agree, and are ones to be relied on"),
  R17("The signer's certificate is the one the signature names"),
  R18("The certificate is one for signing, from an authority that is trusted"),
  R19("A time-stamp is over its own document"),
  R20("What a document refers to and does not hold cannot come later"),
  R21("What exhausts its reader is not judged, and does not pass"),
  R22("What is encrypted is not judged, and does not pass"),
  R23("A file is a PDF from its first byte on");

  final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }
}
