package vn.congvan.app.cli;

import java.lang.reflect.InvocationTargetException;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes each command with the terminal it talks to. */
final class Commands implements IFactory {
  private final Terminal terminal;

  Commands(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (var constructor : type.getDeclaredConstructors()) {
      var parameters = constructor.getParameterTypes();
      if (parameters.length == 1 && parameters[0] == Terminal.class) {
        try {
          return type.cast(constructor.newInstance(terminal));
        } catch (InvocationTargetException e) {
          throw new IllegalStateException("a command is made of fields", e);
        }
      }
    }
    return CommandLine.defaultFactory().create(type);
  }
}
