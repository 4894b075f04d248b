package vn.congvan.app.queue;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;

/** Any record of the domain with values made up from a seed, so that a new field is tested too. */
public final class SampleValues {
  private final Random random;
  private boolean nulls = true;

  public SampleValues(long seed) {
    this.random = new Random(seed);
  }

  public SampleValues withoutNulls() {
    nulls = false;
    return this;
  }

  public Object record(Class<?> type) {
    try {
      var components = type.getRecordComponents();
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var values = new Object[components.length];
      for (var i = 0; i < values.length; i++) {
        values[i] = value(components[i].getType(), components[i].getAnnotatedType());
      }
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  private @Nullable Object value(Class<?> type, AnnotatedType annotated) {
    if (nulls && annotated.isAnnotationPresent(Nullable.class) && random.nextBoolean()) {
      return null;
    }
    if (type == List.class) {
      var element = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0];
      var list = new ArrayList<@Nullable Object>();
      for (var i = random.nextInt(4); i > 0; i--) {
        list.add(value((Class<?>) element.getType(), element));
      }
      return list;
    }
    if (type == String.class) {
      return List.of("Về việc \"kiểm tra\"\n\\ 🚀", "", "ASSIGNED", "x".repeat(500))
          .get(random.nextInt(4));
    }
    if (type == UUID.class) {
      return new UUID(random.nextLong(), random.nextLong());
    }
    if (type == Instant.class) {
      return Instant.ofEpochSecond(
          1_700_000_000L + random.nextInt(1 << 28), random.nextInt(1000) * 1000L);
    }
    if (type == LocalDate.class) {
      return LocalDate.ofEpochDay(20_000 + random.nextInt(1000));
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type == int.class) {
      return 1 + random.nextInt(1000);
    }
    if (type == long.class) {
      return (long) random.nextInt();
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
    if (type == AgencyCode.class) {
      return new AgencyCode("H" + (10 + random.nextInt(80)) + "." + random.nextInt(99));
    }
    if (type == ContentHash.class) {
      var bytes = new byte[32];
      random.nextBytes(bytes);
      return ContentHash.of(bytes);
    }
    return record(type);
  }
}
