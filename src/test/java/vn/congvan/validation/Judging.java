package vn.congvan.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import vn.congvan.trust.lab.Certificates;
import vn.congvan.validation.pdf.PdfBytes;

/** The verifier's word on bytes, at the moment they were signed. */
final class Judging {
  static final Instant NOW = Certificates.NOW;

  private Judging() {}

  static VerificationReport judge(byte[] file) {
    return judge(file, Expectations.none());
  }

  static VerificationReport judge(byte[] file, Expectations expectations) {
    return judge(file, expectations, NOW);
  }

  static VerificationReport judge(byte[] file, Expectations expectations, Instant at) {
    try {
      return People.VERIFIER.verify(PdfBytes.of(file), at, expectations);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
