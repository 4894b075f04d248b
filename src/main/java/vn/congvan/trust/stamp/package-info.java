/** Time-stamps (RFC 3161): several servers asked in order, each spared, each answer checked. */
@NullMarked
package vn.congvan.trust.stamp;

import org.jspecify.annotations.NullMarked;
