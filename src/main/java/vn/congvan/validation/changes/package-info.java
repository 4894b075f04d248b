/**
 * Judges what was added to a PDF after it was signed. Whatever is not on the list of permitted
 * changes is forbidden, and every object of an update must be there for one permitted reason.
 */
@NullMarked
package vn.congvan.validation.changes;

import org.jspecify.annotations.NullMarked;
