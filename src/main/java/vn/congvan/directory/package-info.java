/** Agencies, their people, who may do what on which day, and whose certificate is whose. */
@NullMarked
package vn.congvan.directory;

import org.jspecify.annotations.NullMarked;
