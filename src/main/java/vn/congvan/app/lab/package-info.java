/** Draws what the lab needs: seals, signatures, letters and their appendices. */
@NullMarked
package vn.congvan.app.lab;

import org.jspecify.annotations.NullMarked;
