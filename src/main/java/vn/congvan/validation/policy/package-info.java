/** What a verdict demands beyond soundness, as files that people can read and change. */
@NullMarked
package vn.congvan.validation.policy;

import org.jspecify.annotations.NullMarked;
