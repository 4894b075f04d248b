package vn.congvan.app.report;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.validation.Indication;
import vn.congvan.validation.SubIndication;

/** How the standards name in reports what programs name otherwise. */
final class EtsiNames {
  static final String REPORT = "http://uri.etsi.org/19102/v1.4.1#";
  static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";

  /** Ours, for what the standard leaves to whoever reports. */
  static final String OURS = "urn:congvan:report:1";

  /** With archive data, which begins with the others. */
  static final String PROCESS = "urn:etsi:019102:validationprocess:LTA";

  static final String BY_VALIDATION = "urn:etsi:019102:poetype:validation";
  static final String CERTIFICATE = "urn:etsi:019102:validationObject:certificate";
  static final String TIME_STAMP = "urn:etsi:019102:validationObject:timestamp";
  static final String SIGNED_DATA = "urn:etsi:019102:validationObject:signedData";

  private static final String REASON = "urn:congvan:reason:";

  /** RFC 9231, section 2.1. */
  private static final Map<String, String> DIGESTS =
      Map.of(
          "SHA-1", "http://www.w3.org/2000/09/xmldsig#sha1",
          "SHA-256", "http://www.w3.org/2001/04/xmlenc#sha256",
          "SHA-384", "http://www.w3.org/2001/04/xmldsig-more#sha384",
          "SHA-512", "http://www.w3.org/2001/04/xmlenc#sha512",
          "SHA3-256", "http://www.w3.org/2007/05/xmldsig-more#sha3-256",
          "SHA3-384", "http://www.w3.org/2007/05/xmldsig-more#sha3-384",
          "SHA3-512", "http://www.w3.org/2007/05/xmldsig-more#sha3-512");

  private EtsiNames() {}

  static String digest(String algorithm) {
    var name = DIGESTS.get(algorithm);
    if (name == null) {
      throw new IllegalArgumentException("a digest that no signature may use: " + algorithm);
    }
    return name;
  }

  /** TS 119 102-2, 4.3.12.2: a time-stamp passes, a signature passes in total. */
  static String main(Indication indication, boolean timeStamp) {
    var name = indication.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "urn:etsi:019102:mainindication:" + (timeStamp ? name.replace("total-", "") : name);
  }

  /**
   * @param cause the code of the first cause, which is the name of a rule of ours
   */
  static String sub(@Nullable SubIndication subIndication, String cause) {
    return subIndication == null || subIndication == SubIndication.CUSTOM
        ? reason(cause)
        : "urn:etsi:019102:subindication:" + subIndication;
  }

  static String reason(String code) {
    return REASON + code;
  }
}
