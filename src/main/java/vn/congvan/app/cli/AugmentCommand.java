package vn.congvan.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import vn.congvan.signing.PadesLevel;

/** Raises a signed PDF to a level, or renews what would age out. */
@Command(name = "augment")
final class AugmentCommand implements Callable<Integer> {
  @Mixin private final Raiser raiser;

  @Option(
      names = "--level",
      paramLabel = "B-T|B-LT|B-LTA",
      converter = AsLevel.class,
      descriptionKey = "level",
      order = 5)
  private PadesLevel level = PadesLevel.B_LTA;

  @Option(names = "--renew", descriptionKey = "renew", order = 6)
  private boolean renew;

  AugmentCommand(Terminal terminal) {
    this.raiser = new Raiser(terminal);
  }

  @Override
  public Integer call() {
    return raiser.append(by -> file -> renew ? by.renew(file) : by.raise(file, level));
  }

  /** As the standard writes levels; B-B is what a signature has already. */
  static final class AsLevel implements ITypeConverter<PadesLevel> {
    @Override
    public PadesLevel convert(String value) {
      return PadesLevel.of(value)
          .filter(level -> level != PadesLevel.B_B)
          .orElseThrow(() -> new TypeConversionException(value));
    }
  }
}
