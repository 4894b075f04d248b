package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class HelpTest {
  private static final String TEXTS = "vn.congvan.app.cli.help";

  @Test
  void everyCommandSaysWhatItDoesAndHowItEnds() {
    for (var language : List.of("vi", "en")) {
      for (var command : allCommands(language)) {
        var name = command.getCommandSpec().qualifiedName();
        var usage = command.getCommandSpec().usageMessage();

        assertThat(usage.customSynopsis()).as(name).isNotEmpty();
        assertThat(usage.customSynopsis()[0]).as(name).contains("./" + name);
        assertThat(usage.description()).as(name).isNotEmpty();
        assertThat(usage.exitCodeList()).as(name).containsOnlyKeys("0", "1", "2", "3");
        for (var option : command.getCommandSpec().options()) {
          assertThat(option.description()).as(name + " " + option.longestName()).isNotEmpty();
        }
        for (var parameter : command.getCommandSpec().positionalParameters()) {
          assertThat(parameter.description()).as(name + " " + parameter.paramLabel()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void theHelpOfTheProgramListsEveryCommand() {
    var help = CongVan.line(Console.speaking("vi").terminal()).getUsageMessage(Ansi.OFF);

    assertThat(help).contains("demo", "serve", "verify", "trace", "audit", "shelf");
    assertThat(help).contains("Trình diễn cả hành trình của văn bản, từ dự thảo đến hoàn thành.");
  }

  @Test
  void bothLanguagesSayTheSameThings() {
    var vietnamese = new TreeSet<>(texts(Locale.ROOT).keySet());
    var english = new TreeSet<>(texts(Locale.ENGLISH).keySet());

    assertThat(english).isEqualTo(vietnamese);
    for (var key : vietnamese) {
      assertThat(texts(Locale.ROOT).getString(key).isBlank())
          .as(key)
          .isEqualTo(texts(Locale.ENGLISH).getString(key).isBlank());
    }
  }

  @Test
  void noTextOfTheHelpIsLeftOverFromACommandThatIsGone() {
    var commands = new ArrayList<String>();
    for (var command : allCommands("vi")) {
      commands.add(command.getCommandSpec().qualifiedName("."));
    }

    for (var key : texts(Locale.ROOT).keySet()) {
      if (key.startsWith("congvan.")) {
        assertThat(commands).as(key).anyMatch(command -> key.startsWith(command + "."));
      }
    }
  }

  @Test
  void vietnameseTextsAreComposedSoThatEveryTerminalShowsThem() {
    for (var key : texts(Locale.ROOT).keySet()) {
      var text = texts(Locale.ROOT).getString(key);
      assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).as(key).isTrue();
    }
  }

  @Test
  void noLineOfAnyHelpIsLongerThanTheTerminal() {
    for (var language : List.of("vi", "en")) {
      for (var command : allCommands(language)) {
        assertThat(command.getUsageMessage(Ansi.OFF).lines())
            .allMatch(line -> line.length() <= 96, command.getCommandName());
      }
    }
  }

  @Test
  void helpIsAnAnswerAndEndsWell() {
    var console = Console.speaking("vi");

    assertThat(console.run("demo", "--help")).isEqualTo(ExitCode.OK);
    assertThat(console.out()).contains("Cách dùng:", "./congvan demo", "Mã kết thúc:");
    assertThat(console.err()).isEmpty();
  }

  private static ResourceBundle texts(Locale locale) {
    return ResourceBundle.getBundle(
        TEXTS,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  private static List<CommandLine> allCommands(String language) {
    var found = new ArrayList<CommandLine>();
    collect(CongVan.line(Console.speaking(language).terminal()), found);
    return found;
  }

  private static void collect(CommandLine command, List<CommandLine> found) {
    found.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, found));
  }
}
