/** Keys on tokens and in HSMs, through the library of their maker (PKCS#11 v2.40). */
@NullMarked
package vn.congvan.signing.pkcs11;

import org.jspecify.annotations.NullMarked;
