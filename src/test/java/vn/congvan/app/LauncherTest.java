package vn.congvan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, with tools in its place that write down how they were called. */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of("bash", "env", "dirname", "readlink", "sed", "find", "mkdir", "touch", "rm", "flock");
  private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-01-03T00:00:00Z");

  private Path temp;
  private Path project;
  private Path bin;
  private Path calls;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void aProjectWithSourcesAndAPathOfToolsButNoJava(@TempDir Path folder) throws IOException {
    temp = folder;
    project = Files.createDirectories(temp.resolve("dự án"));
    bin = Files.createDirectories(temp.resolve("bin"));
    calls = temp.resolve("calls");
    Files.copy(Path.of("congvan"), project.resolve("congvan"));
    executable(project.resolve("congvan"));
    write(project.resolve("pom.xml"), "<project/>", EARLIER);
    write(project.resolve("src/main/A.java"), "class A {}", EARLIER);
    write(project.resolve("config/application.properties"), "", EARLIER);
    for (var sources : new String[] {"src/main", "config"}) {
      Files.setLastModifiedTime(project.resolve(sources), FileTime.from(EARLIER));
    }
    for (var tool : TOOLS) {
      for (var place : new String[] {"/bin", "/usr/bin"}) {
        var real = Path.of(place, tool);
        if (Files.exists(real) && !Files.exists(bin.resolve(tool))) {
          write(bin.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(real), EARLIER);
          executable(bin.resolve(tool));
        }
      }
    }
  }

  @Test
  void withoutJavaItSaysWhatToInstall() throws Exception {
    var ended = launch();

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("LAUNCH.NO_JAVA", "Cài JDK 17 trở lên", "install JDK 17");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void anOldJavaIsNotRun() throws Exception {
    java("11.0.20");
    jar(NOW);

    var ended = launch("demo");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("LAUNCH.OLD_JAVA", "11.0.20");
    assertThat(calls()).isEmpty();
  }

  @Test
  void aJavaThatHasNoFileOfItsVersionIsAsked() throws Exception {
    jar(NOW);
    tool("java", "[ \"$1\" = -version ] && echo 'openjdk version \"1.8.0_402\"' >&2");

    assertThat(launch("demo").err()).contains("LAUNCH.OLD_JAVA", "1.8.0_402");
  }

  @Test
  void whatIsBuiltAlreadyIsRunWithoutMaven() throws Exception {
    java("17.0.15");
    jar(NOW);

    var ended = launch("demo", "--file", "Công văn số 45.pdf");

    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(lastCall()).endsWith("vn.congvan.app.Main|demo|--file|Công văn số 45.pdf|");
  }

  @Test
  void theExitCodeOfTheProgramIsTheLaunchers() throws Exception {
    jdk("17.0.15", "exit 1");
    jar(NOW);

    assertThat(launch("demo").code()).isEqualTo(1);
  }

  @Test
  void itWorksThroughALinkFromAnotherFolder() throws Exception {
    java("17.0.15");
    jar(NOW);
    var link = Files.createSymbolicLink(temp.resolve("cv"), Path.of("dự án", "congvan"));

    assertThat(launch(link, Map.of(), "--version").code()).isZero();
    assertThat(lastCall()).contains("-cp|" + project.toRealPath().resolve("target/congvan.jar"));
  }

  @Test
  void aChangedSourceSettingOrPomIsBuiltFirst() throws Exception {
    java("17.0.15");
    maven("touch target/congvan.jar");
    for (var changed :
        new String[] {"pom.xml", "src/main/A.java", "src/main", "config/application.properties"}) {
      jar(NOW);
      Files.deleteIfExists(calls);
      Files.setLastModifiedTime(project.resolve(changed), FileTime.from(LATER));

      var ended = launch("verify", "x.pdf");

      assertThat(ended.err()).as(changed).contains("Đang biên dịch", "Building");
      assertThat(calls().get(0)).as(changed).startsWith("mvn|").endsWith("package|");
      assertThat(lastCall()).as(changed).endsWith("Main|verify|x.pdf|");
      assertThat(ended.out()).as("the build says nothing in the answer").isEmpty();
      Files.setLastModifiedTime(project.resolve(changed), FileTime.from(EARLIER));
    }
  }

  @Test
  void aBuildTakesTheOldJarAwayFromUnderNobody() throws Exception {
    java("17.0.15");
    maven("echo new >target/congvan.jar");
    jar(NOW);
    write(project.resolve("target/classes/Gone.class"), "of a source that is gone", NOW);
    Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.from(LATER));
    try (var running = Files.newInputStream(project.resolve("target/congvan.jar"))) {
      assertThat(launch("--help").err()).contains("Building");

      assertThat(new String(running.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("jar");
    }
    assertThat(project.resolve("target/congvan.jar")).hasContent("new");
    assertThat(project.resolve("target/classes/Gone.class")).doesNotExist();
    assertThat(launch("--help").err()).doesNotContain("Building");
  }

  @Test
  void aFailedBuildRunsNothing() throws Exception {
    java("17.0.15");
    maven("echo 'COMPILATION ERROR'; exit 1");

    var ended = launch("demo");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("COMPILATION ERROR", "LAUNCH.BUILD");
    assertThat(ended.out()).isEmpty();
    assertThat(calls()).allMatch(call -> call.startsWith("mvn|"));
  }

  @Test
  void withoutMavenItSaysSoOnlyWhenThereIsSomethingToBuild() throws Exception {
    java("17.0.15");

    var ended = launch("demo");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("LAUNCH.NO_MAVEN", "apt-get install maven");
  }

  @Test
  void fileNamesAreReadAsUtf8OnAMachineWithoutALocale() throws Exception {
    jdk("17.0.15", "echo \"$LC_CTYPE ${LC_ALL:-none}\"");
    jar(NOW);

    assertThat(launch(project.resolve("congvan"), Map.of("LC_ALL", "POSIX"), "demo").out())
        .isEqualTo("C.UTF-8 none\n");
    assertThat(launch(project.resolve("congvan"), Map.of("LC_ALL", "vi_VN.UTF-8"), "demo").out())
        .isEqualTo(" vi_VN.UTF-8\n");
  }

  @Test
  void optionsForJavaComeBeforeTheProgram() throws Exception {
    java("17.0.15");
    jar(NOW);

    launch(project.resolve("congvan"), Map.of("CONGVAN_JAVA_OPTS", "-Xmx4g -Dx=y"), "serve");

    assertThat(lastCall()).contains("|-Xmx4g|-Dx=y|-cp|");
    assertThat(lastCall()).contains("|-XX:+ExitOnOutOfMemoryError|");
  }

  @Test
  void laterJavasAreToldWhatIsUsed() throws Exception {
    java("25.0.3");
    jar(NOW);

    launch("serve");

    assertThat(lastCall()).contains("|--enable-native-access=ALL-UNNAMED|");
  }

  private Ended launch(String... args) throws Exception {
    return launch(project.resolve("congvan"), Map.of(), args);
  }

  private Ended launch(Path script, Map<String, String> environment, String... args)
      throws Exception {
    var command = new ArrayList<String>(List.of(script.toString()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("CALLS", calls.toString());
    builder.environment().putAll(environment);
    var out = temp.resolve("out");
    var err = temp.resolve("err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    var code = builder.start().waitFor();
    return new Ended(code, Files.readString(out), Files.readString(err));
  }

  private void java(String version) throws IOException {
    jdk(version, "true");
  }

  /** A Java installation whose java writes down how it was called. */
  private void jdk(String version, String then) throws IOException {
    var home = Files.createDirectories(temp.resolve("jdk"));
    write(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version), EARLIER);
    var java = home.resolve("bin").resolve("java");
    write(java, script("java", "case \"$*\" in *ArchiveClasses*) exit 0 ;; esac\n" + then), NOW);
    executable(java);
    Files.createSymbolicLink(bin.resolve("java"), java);
  }

  private void maven(String then) throws IOException {
    tool("mvn", then);
  }

  private void tool(String name, String then) throws IOException {
    write(bin.resolve(name), script(name, then), NOW);
    executable(bin.resolve(name));
  }

  private static String script(String name, String then) {
    return """
        #!/usr/bin/env bash
        { printf '%s|'; printf '%%s|' "$@"; echo; } >>"$CALLS"
        %s
        """
        .formatted(name, then);
  }

  private void jar(Instant built) throws IOException {
    write(project.resolve("target/congvan.jar"), "jar", built);
  }

  private List<String> calls() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private String lastCall() throws IOException {
    return calls().get(calls().size() - 1);
  }

  private static void write(Path file, String text, Instant changed) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
    Files.setLastModifiedTime(file, FileTime.from(changed));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
