package vn.congvan.document;

/**
 * Text from outside made safe to show in a message: control characters replaced, length limited.
 */
public final class Shown {
  private static final int LIMIT = 120;

  private Shown() {}

  public static String of(String outside) {
    var cut = WrittenText.cut(outside, LIMIT);
    return WrittenText.visible(cut.length() < outside.length() ? cut + "…" : cut);
  }
}
