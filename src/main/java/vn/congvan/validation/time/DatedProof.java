package vn.congvan.validation.time;

import java.time.Instant;
import vn.congvan.trust.revocation.RevocationProof;

/**
 * A proof of a certificate's status, and since when it is known to exist.
 *
 * @param existsSince the time of judging, unless a time-stamp covers it
 */
record DatedProof(RevocationProof proof, Instant existsSince, CertificateStatus.Source source) {}
