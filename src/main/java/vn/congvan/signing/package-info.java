/** Makes PAdES signatures and seals, and lays out what they show. */
@NullMarked
package vn.congvan.signing;

import org.jspecify.annotations.NullMarked;
