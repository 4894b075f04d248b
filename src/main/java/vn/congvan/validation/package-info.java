/** Says in ETSI's words whether a signature in a PDF can be relied on. */
@NullMarked
package vn.congvan.validation;

import org.jspecify.annotations.NullMarked;
