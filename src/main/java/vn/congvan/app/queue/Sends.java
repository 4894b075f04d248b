package vn.congvan.app.queue;

import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.congvan.store.OutboxMessage;

/**
 * Messages handed to the broker one after the other, without waiting for each: one sync of its disk
 * serves all that meet. A message counts as sent only when the broker has said that it is on the
 * disk. Used by one thread.
 */
final class Sends {
  private final List<Answer> awaited = new ArrayList<>();

  /** What the broker said of one message. */
  static final class Answer implements CompletionListener {
    private final OutboxMessage message;
    private final CountDownLatch said = new CountDownLatch(1);

    // Written before the latch opens, read after.
    private @Nullable Exception refusal;

    private Answer(OutboxMessage message) {
      this.message = message;
    }

    OutboxMessage message() {
      return message;
    }

    /** Why the broker did not take it; null when it did. */
    @Nullable Exception refusal() {
      return refusal;
    }

    @Override
    public void onCompletion(Message sent) {
      said.countDown();
    }

    @Override
    public void onException(Message sent, Exception why) {
      refusal = why;
      said.countDown();
    }
  }

  /** To be told to the broker with the message. */
  Answer expect(OutboxMessage message) {
    var answer = new Answer(message);
    awaited.add(answer);
    return answer;
  }

  /** The message was not handed over after all. */
  void forget(Answer answer) {
    awaited.remove(answer);
  }

  /**
   * Waits until the broker has answered for every message, and forgets them.
   *
   * @throws JMSException when it does not; what it did with the rest is not known
   */
  List<Answer> answers(long withinMillis) throws JMSException {
    var all = List.copyOf(awaited);
    awaited.clear();
    var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
    try {
      for (var answer : all) {
        if (!answer.said.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          throw new JMSException("the broker did not answer within %d ms".formatted(withinMillis));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JMSException("stopped while the broker had not answered");
    }
    return all;
  }
}
