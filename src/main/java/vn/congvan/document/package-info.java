/** The words every other package speaks: ids, agency codes, document types, events, failures. */
@NullMarked
package vn.congvan.document;

import org.jspecify.annotations.NullMarked;
