package vn.congvan.register;

import vn.congvan.document.EventHeader;

/**
 * The clerk's gate is passed; a number is wanted.
 *
 * @param series which of the agency's series it is counted in
 */
public record NumberRequest(EventHeader header, String series) {}
