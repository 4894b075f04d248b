package vn.congvan.packet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Urgency;

/** OtherInfo. */
public record OtherInfo(
    Urgency urgency,
    @Nullable String sphere,
    @Nullable String typerNotation,
    @Nullable Integer copies,
    @Nullable Integer pages,
    List<String> appendixes) {
  public OtherInfo {
    appendixes = List.copyOf(appendixes);
  }

  public static OtherInfo of(Urgency urgency) {
    return new OtherInfo(urgency, null, null, null, null, List.of());
  }
}
