package vn.congvan.trust;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the most recently used entries, up to a limit. Thread-safe; held for nanoseconds. */
public final class BoundedCache<K, V> {
  private final Map<K, V> entries;

  public BoundedCache(int limit) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
          }
        };
  }

  public synchronized @Nullable V get(K key) {
    return entries.get(key);
  }

  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }

  /** What is there, else what is made now. */
  public synchronized V getOrMake(K key, Function<K, V> maker) {
    var there = entries.get(key);
    if (there == null) {
      there = maker.apply(key);
      entries.put(key, there);
    }
    return there;
  }

  synchronized int size() {
    return entries.size();
  }
}
