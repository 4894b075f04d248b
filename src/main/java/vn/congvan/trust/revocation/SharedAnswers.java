package vn.congvan.trust.revocation;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Answers kept as long as they are of use, by how much they weigh; and while one is being fetched,
 * whoever else wants it waits for that one. A failure is told to those who waited and not kept.
 * Thread-safe.
 */
final class SharedAnswers<K, V> {
  private final long maxWeight;
  private final Clock clock;
  private final Map<K, Kept<V>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<K, CompletableFuture<Kept<V>>> underWay = new LinkedHashMap<>();
  private long weight;

  /**
   * @param weight of the value, in whatever unit the limit has
   */
  record Kept<V>(V value, Instant until, int weight) {}

  /** Fetches an answer. */
  @FunctionalInterface
  interface Fetch<V> {
    Kept<V> now() throws NoProof;
  }

  /**
   * @param maxWeight of all answers together
   */
  SharedAnswers(long maxWeight, Clock clock) {
    this.maxWeight = maxWeight;
    this.clock = clock;
  }

  V get(K key, Fetch<V> fetch) throws NoProof {
    CompletableFuture<Kept<V>> answer;
    boolean ours;
    synchronized (this) {
      var there = kept(key);
      if (there != null) {
        return there;
      }
      var other = underWay.get(key);
      ours = other == null;
      answer = other == null ? new CompletableFuture<>() : other;
      if (ours) {
        underWay.put(key, answer);
      }
    }
    if (ours) {
      fetch(key, fetch, answer);
    }
    return await(answer);
  }

  private void fetch(K key, Fetch<V> fetch, CompletableFuture<Kept<V>> answer) {
    try {
      var fresh = fetch.now();
      synchronized (this) {
        keep(key, fresh);
      }
      answer.complete(fresh);
    } catch (NoProof | RuntimeException | Error e) {
      answer.completeExceptionally(e);
    } finally {
      synchronized (this) {
        underWay.remove(key);
      }
    }
  }

  private static <V> V await(CompletableFuture<Kept<V>> answer) throws NoProof {
    try {
      return answer.get().value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoProof("the wait was broken off", false);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoProof none) {
        throw new NoProof(String.valueOf(none.getMessage()), none.forGood());
      }
      if (e.getCause() instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private @Nullable V kept(K key) {
    var there = kept.get(key);
    if (there == null) {
      return null;
    }
    if (clock.instant().isBefore(there.until)) {
      return there.value;
    }
    kept.remove(key);
    weight -= there.weight;
    return null;
  }

  private void keep(K key, Kept<V> fresh) {
    var before = kept.put(key, fresh);
    weight += fresh.weight - (before == null ? 0 : before.weight);
    for (var eldest = kept.entrySet().iterator(); weight > maxWeight && eldest.hasNext(); ) {
      weight -= eldest.next().getValue().weight;
      eldest.remove();
    }
  }

  synchronized long weight() {
    return weight;
  }
}
