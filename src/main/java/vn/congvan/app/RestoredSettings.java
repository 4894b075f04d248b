package vn.congvan.app;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of a restored copy. Where they pointed at the places of the original, they must not
 * any more: two nodes with one database, one store of contents or one log destroy each other's
 * work. Such a line stays as a comment, for whoever moves things back.
 */
final class RestoredSettings {
  /** What always belongs to one installation alone. */
  private static final Set<String> OF_THE_ORIGINAL =
      Set.of("database.url", "content.directory", "log.directory");

  private RestoredSettings() {}

  /**
   * Rewrites the settings file of a restored data folder.
   *
   * @param given to be in force in the copy from now on
   * @return the keys that were taken out
   */
  static List<String> rewrite(Path data, Map<String, String> given) throws IOException {
    var file = data.resolve("config").resolve("application.properties");
    var before =
        Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.<String>of();
    var after = new ArrayList<String>();
    var takenOut = new ArrayList<String>();
    for (var i = 0; i < before.size(); ) {
      var end = endOf(before, i);
      var lines = before.subList(i, end);
      var key = key(String.join("\n", lines));
      if (OF_THE_ORIGINAL.contains(key) || given.containsKey(key)) {
        after.add("# Of the installation this one is a restored copy of:");
        lines.forEach(line -> after.add("# " + line));
        takenOut.add(key);
      } else {
        after.addAll(lines);
      }
      i = end;
    }
    if (!given.isEmpty()) {
      after.add("# Given when it was restored:");
      new TreeMap<>(given)
          .forEach((key, value) -> after.add(key + " = " + value.replace("\\", "\\\\")));
    }
    if (!after.equals(before)) {
      Files.createDirectories(file.getParent());
      Files.write(file, after, StandardCharsets.UTF_8);
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    return takenOut;
  }

  /** A line that ends in an odd number of backslashes goes on in the next; a comment does not. */
  private static int endOf(List<String> lines, int from) {
    var end = from;
    if (!lines.get(from).strip().matches("[#!].*")) {
      while (end < lines.size() - 1 && goesOn(lines.get(end))) {
        end++;
      }
    }
    return end + 1;
  }

  private static boolean goesOn(String line) {
    var slashes = 0;
    while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private static String key(String text) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      // Told by whoever reads the settings next, with the name of the file.
      return "";
    }
    return properties.stringPropertyNames().stream().findFirst().orElse("");
  }
}
