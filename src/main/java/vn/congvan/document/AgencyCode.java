package vn.congvan.document;

import java.util.regex.Pattern;

/**
 * The code of an agency as Decision 20/2020/QĐ-TTg writes it: groups joined by dots, the highest
 * level first, for example {@code H57} (a city) and {@code H57.12} (one of its communes).
 *
 * <p>The older code of QCVN 102:2016 ({@code 000.00.12.H57}, deepest level first) is not derived
 * from this one by a formula; the directory holds both.
 *
 * @param value at most 35 characters: capital letters, digits and dots
 */
public record AgencyCode(String value) implements Comparable<AgencyCode> {
  private static final Pattern FORM = Pattern.compile("[A-Z][0-9A-Z]{0,8}(\\.[0-9A-Z]{1,9}){0,5}");
  private static final int MAX_LENGTH = 35;

  public AgencyCode {
    if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not an agency code of Decision 20/2020: '" + Shown.of(value) + "'");
    }
  }

  /**
   * The code as one segment of a queue's name: dots become hyphens, because a dot would make {@code
   * agency.H57.#} cover the queues of {@code H57.12} too.
   */
  public String queueSegment() {
    return value.replace('.', '-');
  }

  @Override
  public int compareTo(AgencyCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
