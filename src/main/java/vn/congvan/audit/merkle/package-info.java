/** RFC 6962 Merkle trees: hashes, inclusion and consistency proofs; pure computation. */
@NullMarked
package vn.congvan.audit.merkle;

import org.jspecify.annotations.NullMarked;
