/**
 * Reads CMS signatures (RFC 5652) as CAdES and PAdES baseline profiles restrict them, and checks
 * their arithmetic. Trust is asked for elsewhere.
 */
@NullMarked
package vn.congvan.validation.cms;

import org.jspecify.annotations.NullMarked;
