/** Lets a page in the signer's browser reach a key on the signer's own computer, with consent. */
@NullMarked
package vn.congvan.app.agent;

import org.jspecify.annotations.NullMarked;
