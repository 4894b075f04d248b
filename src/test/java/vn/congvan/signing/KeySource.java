package vn.congvan.signing;

/** What keeps a key of the matrix, and so how it is made to sign. */
enum KeySource {
  /** A PKCS#12 file. */
  PKCS12,
  /** A token, of SoftHSM2. */
  PKCS11,
  /** A remote signing service (CSC), in a process of its own. */
  CSC,
  /** The leader's own device, in two phases: it sends back the bare signature. */
  DEVICE,
  /** The same with software of its own, which sends back a CMS. */
  DEVICE_CMS;

  /** A device signs for a leader, on a document; the seal beside it is of a file. */
  boolean isDevice() {
    return this == DEVICE || this == DEVICE_CMS;
  }
}
