package vn.congvan.app.queue;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Teaches Jackson what {@code @NullMarked} says: a component of a record is there and not null
 * unless it is declared {@code @Nullable}, and no list holds a null.
 */
final class NullsWhereAllowed extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public Boolean hasRequiredMarker(AnnotatedMember member) {
    var component = component(member);
    return component == null
        ? super.hasRequiredMarker(member)
        : Boolean.valueOf(!allowsNull(component));
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    var component = component(annotated);
    if (component == null) {
      return super.findSetterInfo(annotated);
    }
    return JsonSetter.Value.construct(allowsNull(component) ? Nulls.SET : Nulls.FAIL, Nulls.FAIL);
  }

  private static boolean allowsNull(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static @Nullable RecordComponent component(Annotated annotated) {
    if (annotated instanceof AnnotatedParameter parameter
        && parameter.getDeclaringClass().isRecord()) {
      return parameter.getDeclaringClass().getRecordComponents()[parameter.getIndex()];
    }
    return null;
  }
}
