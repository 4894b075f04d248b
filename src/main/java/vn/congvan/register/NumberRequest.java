package vn.congvan.register;

import org.jspecify.annotations.Nullable;
import vn.congvan.document.EventHeader;
import vn.congvan.document.Reason;

/**
 * The clerk's gate is passed; a number is wanted.
 *
 * @param series which of the agency's series it is counted in
 * @param warning what the clerk must be told although the gate is passed
 */
public record NumberRequest(EventHeader header, String series, @Nullable Reason warning) {
  public NumberRequest(EventHeader header, String series) {
    this(header, series, null);
  }
}
