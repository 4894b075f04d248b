/** The tamper-evident log: streams, index, checkpoints, proofs. */
@NullMarked
package vn.congvan.audit;

import org.jspecify.annotations.NullMarked;
