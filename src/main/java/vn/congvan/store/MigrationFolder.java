package vn.congvan.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** The migrations in a folder of the class path: version, and checksum as Flyway computes it. */
final class MigrationFolder {
  private static final Pattern NAME = Pattern.compile("V([0-9]+)__[^/]+\\.sql");

  private MigrationFolder() {}

  static Map<Integer, Integer> checksums(List<String> folders) throws IOException {
    var checksums = new TreeMap<Integer, Integer>();
    for (var folder : folders) {
      for (var name : names(folder)) {
        var matcher = NAME.matcher(name);
        if (matcher.matches()) {
          checksums.put(Integer.valueOf(matcher.group(1)), checksum(folder + "/" + name));
        }
      }
    }
    return checksums;
  }

  private static List<String> names(String folder) throws IOException {
    var names = new ArrayList<String>();
    for (var url : Collections.list(loader().getResources(folder))) {
      if (url.getProtocol().equals("jar")) {
        names.addAll(namesInJar(url));
      } else {
        names.addAll(namesInDirectory(url));
      }
    }
    return names;
  }

  private static List<String> namesInJar(URL url) throws IOException {
    var connection = (JarURLConnection) url.openConnection();
    var prefix = connection.getEntryName() + (connection.getEntryName().endsWith("/") ? "" : "/");
    return connection.getJarFile().stream()
        .map(entry -> entry.getName())
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  private static List<String> namesInDirectory(URL url) throws IOException {
    try (var files = Files.list(Path.of(url.toURI()))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (URISyntaxException e) {
      throw new IOException("couldn't list " + url, e);
    }
  }

  private static int checksum(String resource) throws IOException {
    var crc = new CRC32();
    try (var stream = Objects.requireNonNull(loader().getResourceAsStream(resource), resource);
        var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        crc.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return (int) crc.getValue();
  }

  private static ClassLoader loader() {
    return MigrationFolder.class.getClassLoader();
  }
}
