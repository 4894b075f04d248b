/** The clerk's act: gate, number, date, register, seal. */
@NullMarked
package vn.congvan.issuing;

import org.jspecify.annotations.NullMarked;
