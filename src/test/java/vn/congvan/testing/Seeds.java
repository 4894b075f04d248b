package vn.congvan.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where a fuzzer begins: sound inputs, made by its own process with its own keys. */
public final class Seeds {
  /** System property: the folder that the fuzzer reads when the target has planted. */
  public static final String FOLDER = "congvan.fuzz.seeds";

  private Seeds() {}

  public static void plant(Map<String, byte[]> seeds) throws IOException {
    var folder = Path.of(System.getProperty(FOLDER));
    Files.createDirectories(folder);
    for (var seed : seeds.entrySet()) {
      Files.write(folder.resolve(seed.getKey()), seed.getValue());
    }
  }
}
