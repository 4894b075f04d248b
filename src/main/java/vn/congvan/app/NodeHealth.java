package vn.congvan.app;

import java.util.Optional;
import vn.congvan.app.health.Health;
import vn.congvan.app.health.Outages;
import vn.congvan.app.queue.Broker;
import vn.congvan.app.queue.OutboxRelay;
import vn.congvan.app.route.Routes;
import vn.congvan.app.route.StepFailures;
import vn.congvan.app.shelf.Shelf;
import vn.congvan.audit.LogKeeper;
import vn.congvan.document.Reason;
import vn.congvan.trust.stamp.TimeStamps;

/** The checks of a node, the worst first. */
final class NodeHealth {
  private static final long MANY = 10_000;

  private NodeHealth() {}

  static Health of(
      Parts parts,
      Broker broker,
      LogKeeper keeper,
      Routes routes,
      StepFailures failures,
      Outages outages,
      OutboxRelay relay,
      Shelf shelf) {
    return new Health()
        .add(
            "database",
            Health.State.DOWN,
            () -> {
              parts.outbox().lanes();
              return outages.reason().filter(reason -> !reason.code().startsWith("CONTENT"));
            })
        .add(
            "content",
            Health.State.DOWN,
            () -> outages.reason().filter(reason -> reason.code().startsWith("CONTENT")))
        .add("broker", Health.State.DOWN, broker::trouble)
        .add("log", Health.State.DOWN, () -> Optional.ofNullable(keeper.stopped()))
        .add("log-keeper", Health.State.ATTENTION, () -> Optional.ofNullable(keeper.waiting()))
        .add("routes", Health.State.DOWN, () -> standing(routes, failures))
        .add("relay", Health.State.DOWN, () -> sending(relay))
        .add("outbox", Health.State.ATTENTION, () -> backlog(parts.outbox().waiting()))
        .add("time-stamps", Health.State.ATTENTION, () -> stamps(parts.proving().stamps()))
        .add("shelf", Health.State.ATTENTION, () -> shelved(shelf.count()));
  }

  private static Optional<Reason> standing(Routes routes, StepFailures failures) {
    var halted = failures.halted();
    if (!halted.isEmpty()) {
      return Optional.of(halted.values().iterator().next());
    }
    var standing = routes.standing();
    return standing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reason(
                "ROUTES.STANDING",
                "Các tuyến đang dừng: %s.".formatted(String.join(", ", standing)),
                "these routes stand still: %s".formatted(String.join(", ", standing))));
  }

  private static Optional<Reason> sending(OutboxRelay relay) {
    return relay.isDown()
        ? Optional.of(
            new Reason(
                "RELAY.NO_BROKER",
                "Chưa gửi được thông điệp: mất kết nối hàng đợi; hệ thống tự nối lại.",
                "messages cannot be sent: the broker is away; it is tried again"))
        : Optional.empty();
  }

  /** Levels are late then; whoever signs does not notice. */
  private static Optional<Reason> stamps(TimeStamps stamps) {
    var troubles = stamps.troubles();
    return troubles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Reason(
                "TSA.AWAY",
                "Chưa lấy được dấu thời gian (%s); chữ ký vẫn được lập, mức lưu trữ bị chậm. Hệ thống tự thử lại; nếu kéo dài, hỏi nơi cấp dấu thời gian."
                    .formatted(String.join("; ", troubles)),
                "no time-stamps can be had (%s); signing goes on, levels are late; it is tried again; if it lasts, ask who runs the server"
                    .formatted(String.join("; ", troubles))));
  }

  private static Optional<Reason> backlog(long waiting) {
    return waiting < MANY
        ? Optional.empty()
        : Optional.of(
            new Reason(
                "RELAY.BACKLOG",
                "Có %d thông điệp chờ gửi.".formatted(waiting),
                "%d messages wait to be sent".formatted(waiting)));
  }

  private static Optional<Reason> shelved(long count) {
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Reason(
                "SHELF.WAITING",
                "Có %d việc để riêng chờ văn thư quyết định.".formatted(count),
                "%d pieces of work on the shelf wait for a clerk".formatted(count)));
  }
}
