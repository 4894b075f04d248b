/**
 * Whether certificates were revoked, and the proofs of it that are kept with a signature: OCSP (RFC
 * 6960), else revocation lists (RFC 5280).
 */
@NullMarked
package vn.congvan.trust.revocation;

import org.jspecify.annotations.NullMarked;
