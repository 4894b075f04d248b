/** What tests of several packages share. */
@NullMarked
package vn.congvan.testing;

import org.jspecify.annotations.NullMarked;
