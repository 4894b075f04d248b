/** The leader's act: the document is made ready, shown, and signed or returned. */
@NullMarked
package vn.congvan.approval;

import org.jspecify.annotations.NullMarked;
