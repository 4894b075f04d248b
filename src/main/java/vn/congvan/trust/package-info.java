/** Trust anchors, certificate paths, and which provider does which cryptographic operation. */
@NullMarked
package vn.congvan.trust;

import org.jspecify.annotations.NullMarked;
