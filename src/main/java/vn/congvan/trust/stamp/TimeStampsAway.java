package vn.congvan.trust.stamp;

import java.time.Instant;
import java.util.List;
import vn.congvan.document.Reason;
import vn.congvan.document.RetryLater;

/** No time-stamp server gives a time-stamp now. */
public final class TimeStampsAway extends RetryLater {
  private final Instant until;

  private TimeStampsAway(Reason reason, Instant until) {
    super(reason);
    this.until = until;
  }

  static TimeStampsAway because(List<String> troubles, Instant until) {
    var why = troubles.isEmpty() ? "none is set" : String.join("; ", troubles);
    return new TimeStampsAway(
        new Reason(
            "TSA.AWAY",
            "Chưa lấy được dấu thời gian (%s). Thử lại sau; việc ký không phải chờ."
                .formatted(troubles.isEmpty() ? "chưa khai báo máy chủ nào" : why),
            "no time-stamp can be had now (%s); try again later, signing does not wait for it"
                .formatted(why)),
        until);
  }

  /** When asking again makes sense; the distant past when at any time. */
  public Instant until() {
    return until;
  }
}
