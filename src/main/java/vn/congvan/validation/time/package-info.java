/**
 * Whether a certificate could be relied on when something was signed with it: its path, its status
 * and what time-stamps prove (EN 319 102-1, sections 5.2.6, 5.5 and 5.6).
 */
@NullMarked
package vn.congvan.validation.time;

import org.jspecify.annotations.NullMarked;
