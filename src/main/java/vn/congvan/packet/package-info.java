/** Reads and writes edXML packets (QCVN 102). */
@NullMarked
package vn.congvan.packet;

import org.jspecify.annotations.NullMarked;
