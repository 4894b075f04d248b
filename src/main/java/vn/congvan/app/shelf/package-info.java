/** Work that has stopped and waits for a clerk (hàng để riêng). */
@NullMarked
package vn.congvan.app.shelf;

import org.jspecify.annotations.NullMarked;
