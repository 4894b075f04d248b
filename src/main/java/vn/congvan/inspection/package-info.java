/** Tells what a PDF holds that could act, hide, or look different to another reader. */
@NullMarked
package vn.congvan.inspection;

import org.jspecify.annotations.NullMarked;
