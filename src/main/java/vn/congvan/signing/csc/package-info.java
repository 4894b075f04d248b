/** Keys at a remote signing service, by the API of the Cloud Signature Consortium (version 2). */
@NullMarked
package vn.congvan.signing.csc;

import org.jspecify.annotations.NullMarked;
