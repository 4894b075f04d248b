package vn.congvan.signing;

/** In which form a device sends its signature back. */
public enum DeviceForm {
  /** The signature over the attributes, bare; we put it in its place. */
  RAW,
  /** A whole CMS SignedData that the device's own software made over the document's digest. */
  CMS
}
