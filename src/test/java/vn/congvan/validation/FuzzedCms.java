package vn.congvan.validation;

import java.io.IOException;
import java.util.Map;
import vn.congvan.testing.Seeds;
import vn.congvan.validation.cms.Certificates;
import vn.congvan.validation.cms.CmsProblem;
import vn.congvan.validation.cms.CmsSignature;

/** A signature, or a time-stamp, of bytes that a fuzzer makes of sound ones. */
public final class FuzzedCms {
  private static final byte[] CONTENT = {1, 2, 3};

  private FuzzedCms() {}

  public static void fuzzerInitialize() throws IOException {
    Seeds.plant(
        Map.of(
            "rsa", new Cms(People.LEADER, "SHA256withRSA", "SHA-256").over(CONTENT),
            "pss", new Cms(People.LEADER, "RSASSA-PSS", "SHA-256").over(CONTENT),
            "ecdsa", new Cms(People.SEAL, "SHA256withECDSA", "SHA-256").over(CONTENT),
            "stamp", Cms.by(People.STAMPER).stampOver(CONTENT)));
  }

  public static void fuzzerTestOneInput(byte[] encoded) {
    try {
      CmsSignature.detached(encoded, new Certificates(), People.PROVIDERS, true)
          .holds(People.PROVIDERS);
    } catch (CmsProblem refused) {
      // As it should be.
    }
    try {
      CmsSignature.timeStamp(encoded, new Certificates(), People.PROVIDERS).holds(People.PROVIDERS);
    } catch (CmsProblem refused) {
      // As it should be.
    }
  }
}
