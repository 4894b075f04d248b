/** Raises the signatures of issued documents to the levels that prove them for good, afterwards. */
@NullMarked
package vn.congvan.raising;

import org.jspecify.annotations.NullMarked;
