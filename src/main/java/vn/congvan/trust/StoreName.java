package vn.congvan.trust;

import java.util.regex.Pattern;
import vn.congvan.document.Language;

/**
 * Names a trust store, as the sub-folder that holds its roots does. Roots outside any sub-folder
 * are in the store without a name.
 *
 * @param value small letters, digits and hyphens, at most 32; empty for the store without a name
 */
public record StoreName(String value) implements Comparable<StoreName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}|");

  public static final StoreName NONE = new StoreName("");

  /** Roots of the Government Cipher Committee (Ban Cơ yếu Chính phủ), for public duty. */
  public static final StoreName PUBLIC_DUTY = new StoreName("cong-vu");

  /** The root of the National Electronic Authentication Centre (NEAC), above the public CAs. */
  public static final StoreName PUBLIC = new StoreName("cong-cong");

  public StoreName {
    if (!isName(value)) {
      throw new IllegalArgumentException("no name of a trust store: '" + value + "'");
    }
  }

  static boolean isName(String value) {
    return FORM.matcher(value).matches();
  }

  /** For people. */
  public String in(Language language) {
    var vietnamese = language == Language.VI;
    if (equals(NONE)) {
      return vietnamese ? "không tên" : "unnamed";
    }
    if (equals(PUBLIC_DUTY)) {
      return vietnamese ? "chuyên dùng công vụ" : "public duty";
    }
    if (equals(PUBLIC)) {
      return vietnamese ? "công cộng" : "public";
    }
    return value;
  }

  @Override
  public int compareTo(StoreName other) {
    return value.compareTo(other.value);
  }
}
