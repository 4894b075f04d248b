/** The data folder of an installation: its layout, its lock, its version. */
@NullMarked
package vn.congvan.app.data;

import org.jspecify.annotations.NullMarked;
