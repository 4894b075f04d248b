package vn.congvan.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.validation.pdf.PdfBytes;

/** The verifier's word on bytes, at the moment they were signed. */
public final class Judging {
  public static final Instant NOW = Certificates.NOW;

  private Judging() {}

  public static VerificationReport judge(byte[] file) {
    return judge(file, Expectations.none());
  }

  public static VerificationReport judge(byte[] file, Expectations expectations) {
    return judge(file, expectations, NOW);
  }

  public static VerificationReport judge(byte[] file, Expectations expectations, Instant at) {
    return judge(People.VERIFIER, file, expectations, at);
  }

  public static VerificationReport judge(
      PdfVerifier verifier, byte[] file, Expectations expectations, Instant at) {
    try {
      return verifier.verify(PdfBytes.of(file), at, expectations);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
