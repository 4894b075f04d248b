package vn.congvan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.audit.OfflineVerdict.Outcome;
import vn.congvan.audit.merkle.Hash;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.audit.note.Checkpoint;
import vn.congvan.audit.note.LogGrowth;
import vn.congvan.audit.note.LogProof;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignedNote;
import vn.congvan.audit.note.SignerKey;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.audit.note.VerifierKeys;
import vn.congvan.store.Engine;
import vn.congvan.testing.Tool;
import vn.congvan.testing.Vectors;

/**
 * Somebody with nothing but a log's key: what we hand out convinces him, and nothing that was
 * changed does; the verifier in Python comes to the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfflineCheckTest {
  private static final int ENTRIES = 300;

  private Engine engine;
  private LogOffice office;
  private List<VerifierKey> keys;
  private LogProofs proofs;
  private LogCopy copy;
  private String old;

  @BeforeAll
  void aLogOfThreeHundredEntries() throws NoteRefused {
    engine = Engine.sqlite();
    office = new LogOffice(engine);
    office.appendMany(100);
    old = office.publish();
    office.appendMany(ENTRIES - 100);
    office.publish();
    keys = VerifierKeys.read(office.folder.resolve("log.vkey"));
    proofs = new LogProofs(office.database());
    copy = LogCopy.of(new PublishedLog(office.database()));
  }

  @AfterAll
  void close() throws Exception {
    office.close();
    engine.close();
  }

  private Outcome outcome(byte[] proof) {
    return ProofCheck.run(proof, null, keys).outcome();
  }

  @Test
  void everyEntryIsProvenByOneFile() {
    for (int index = 0; index < ENTRIES; index += 7) {
      var proof = proofs.ofIndex(index).orElseThrow();
      assertThat(proof.index()).isEqualTo(index);
      assertThat(outcome(proof.bytes())).isEqualTo(Outcome.HOLDS);
    }
    assertThat(proofs.ofIndex(ENTRIES)).isEmpty();
    assertThat(proofs.ofIndex(-1)).isEmpty();
    assertThat(proofs.ofEid(1)).isEqualTo(proofs.ofIndex(0));
    assertThat(proofs.ofEid(1_000_000)).isEmpty();
    var newest = proofs.ofNewest(LogOffice.stream(1)).orElseThrow();
    assertThat(newest.index()).isEqualTo(ENTRIES - 2);
    assertThat(outcome(newest.bytes())).isEqualTo(Outcome.HOLDS);
  }

  @Test
  void noBitOfAProofFileCanBeTurned() {
    var proof = proofs.ofIndex(299).orElseThrow().bytes();
    for (int bit = 0; bit < 8 * proof.length; bit++) {
      assertThat(outcome(flipped(proof, bit))).as("bit %d", bit).isNotEqualTo(Outcome.HOLDS);
    }
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    var flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }

  @Test
  void noLineOfAProofFileCanBeDroppedDoubledSwappedOrSpeltInAnotherWay() {
    for (var changed : otherSpellings(proofs.ofIndex(123).orElseThrow().toString())) {
      assertThat(outcome(changed.getBytes(StandardCharsets.UTF_8)))
          .as(changed)
          .isNotEqualTo(Outcome.HOLDS);
    }
  }

  /** Every text that a lenient reader could take for the same as this one, or nearly. */
  private static List<String> otherSpellings(String proof) {
    var lines = new ArrayList<>(List.of(proof.split("\n", -1)));
    lines.remove(lines.size() - 1);
    var others = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      others.add(joined(without(lines, i)));
      others.add(joined(with(lines, i, line)));
      others.add(joined(with(lines, i, "")));
      for (int j = i + 1; j < lines.size(); j++) {
        var swapped = new ArrayList<>(lines);
        swapped.set(i, lines.get(j));
        swapped.set(j, line);
        others.add(joined(swapped));
      }
      for (var spelt :
          List.of(
              line + " ",
              " " + line,
              line + "\r",
              line + "\t",
              line + "=",
              line + "\u00a0",
              line + "\n",
              line.replace("=", ""),
              line.replace('+', '-').replace('/', '_'),
              line.replace(" ", "  "),
              line.replace(" ", "\u00a0"),
              line.replace(" ", "\t"),
              line.replace("\u2014", "-"),
              line.replace("index ", "index 0"),
              line.replace("index ", "index +"),
              line.replace("extra ", "extra"),
              unusedBit(line))) {
        if (!spelt.equals(line)) {
          var changed = new ArrayList<>(lines);
          changed.set(i, spelt);
          others.add(joined(changed));
        }
      }
    }
    others.add(proof.substring(0, proof.length() - 1));
    others.add(proof + "\n");
    others.add(proof + " ");
    others.add("\ufeff" + proof);
    others.add("\n" + proof);
    others.add(proof.replace("\n", "\r\n"));
    others.add(proof.replace("extra", "Extra"));
    // Its two empty lines swapped.
    others.removeIf(proof::equals);
    return others;
  }

  /** The last character before the padding with a bit that decodes to nothing. */
  private static String unusedBit(String line) {
    var at = line.indexOf('=') - 1;
    return at < 1 || line.length() - at > 3
        ? line
        : line.substring(0, at) + (char) (line.charAt(at) + 1) + line.substring(at + 1);
  }

  private static List<String> without(List<String> lines, int i) {
    var fewer = new ArrayList<>(lines);
    fewer.remove(i);
    return fewer;
  }

  private static List<String> with(List<String> lines, int i, String line) {
    var more = new ArrayList<>(lines);
    more.add(i, line);
    return more;
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  @Test
  void withoutTheLogsKeyNothingIsConcluded() throws NoteRefused {
    var proof = proofs.ofIndex(5).orElseThrow();
    var other = SignerKey.generate("other.example.vn/log/1", new SecureRandom());
    var forger = SignerKey.generate(LogOffice.ORIGIN, new SecureRandom());

    assertThat(ProofCheck.run(proof.bytes(), null, List.of()).outcome())
        .isEqualTo(Outcome.CANNOT_CONCLUDE);
    assertThat(ProofCheck.run(proof.bytes(), null, List.of(other.verifier())).outcome())
        .isEqualTo(Outcome.CANNOT_CONCLUDE);
    var forged =
        new LogProof(proof.extra(), 5, proof.path(), forger.sign(proof.checkpoint().text()));
    assertThat(outcome(forged.bytes())).isEqualTo(Outcome.DOES_NOT_HOLD);
    var apart = new LogProof(null, 5, proof.path(), proof.checkpoint());
    assertThat(outcome(apart.bytes())).isEqualTo(Outcome.UNREADABLE);
    assertThat(ProofCheck.run(apart.bytes(), proof.carried(), keys).outcome())
        .isEqualTo(Outcome.HOLDS);
  }

  @Test
  void theLogHasGrownOutOfWhatSomebodyKeptAndOutOfNothingElse()
      throws NoteRefused, ProofDoesNotHold {
    var kept = SignedNote.parse(old).verifyCheckpoint(keys);
    assertThat(kept.size()).isEqualTo(100);
    var growth = LogGrowth.parse(proofs.since(kept).orElseThrow().bytes());

    assertThat(growth.verify(kept, keys).size()).isEqualTo(ENTRIES);
    var empty = new Checkpoint(kept.origin(), 0, Hash.EMPTY_TREE);
    assertThat(proofs.since(empty).orElseThrow().verify(empty, keys).size()).isEqualTo(ENTRIES);
    var now = growth.verify(kept, keys);
    assertThat(proofs.since(now).orElseThrow().verify(now, keys)).isEqualTo(now);
    for (var other :
        List.of(
            new Checkpoint(kept.origin(), 100, now.root()),
            new Checkpoint(kept.origin(), 99, kept.root()),
            new Checkpoint(kept.origin(), ENTRIES, kept.root()),
            new Checkpoint(kept.origin(), 0, kept.root()),
            new Checkpoint(kept.origin(), ENTRIES + 1, now.root()))) {
      assertThatThrownBy(() -> proofs.since(other).orElseThrow().verify(other, keys))
          .isInstanceOf(ProofDoesNotHold.class);
    }
    assertThat(proofs.since(new Checkpoint("other/log/1", 5, kept.root()))).isEmpty();
  }

  @Test
  void aCopyOfTheLogIsRebuiltFromItsFilesAlone() {
    var verdict = new LogFilesCheck(copy, keys).run();

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
    assertThat(new LogFilesCheck(copy, List.of()).run().outcome())
        .isEqualTo(Outcome.CANNOT_CONCLUDE);
    assertThat(new LogFilesCheck(copy.without("checkpoint"), keys).run().outcome())
        .isEqualTo(Outcome.UNREADABLE);
  }

  @Test
  void whateverIsChangedInACopyIsFound() {
    var files = copy.files;
    assertThat(files).hasSize(6);
    for (var file : files.entrySet()) {
      var path = file.getKey();
      var content = file.getValue();
      for (var changed :
          List.of(
              flipped(content, 3),
              flipped(content, 8 * (content.length / 2) + 1),
              flipped(content, 8 * content.length - 3),
              Arrays.copyOf(content, content.length - 1),
              Arrays.copyOf(content, content.length + 1),
              new byte[0])) {
        assertThat(new LogFilesCheck(copy.with(path, changed), keys).run().outcome())
            .as(path)
            .isNotEqualTo(Outcome.HOLDS);
      }
      assertThat(new LogFilesCheck(copy.without(path), keys).run().outcome())
          .as(path)
          .isNotEqualTo(Outcome.HOLDS);
    }
  }

  @Test
  void theVerifierInPythonComesToTheSame(@TempDir Path folder) throws Exception {
    var python = Tool.require("python3");
    Files.write(folder.resolve("log.vkey"), List.of(keys.get(0).toString()));
    var expected = new ArrayList<String>();
    var command = new ArrayList<String>();
    command.add(python.toString());
    command.add("docs/formats/verify_log.py");
    command.add("--key");
    command.add(folder.resolve("log.vkey").toString());
    int number = 0;
    for (var proof : goodAndBad()) {
      var file = folder.resolve("%04d.tlog-proof".formatted(number++));
      Files.write(file, proof);
      command.add(file.toString());
      expected.add(outcome(proof).ordinal() + " " + file);
    }
    for (var log : logs()) {
      var place = folder.resolve("log-%d".formatted(number++));
      for (var file : log.files.entrySet()) {
        var target = place.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.write(target, file.getValue());
      }
      command.add(place.toString());
      expected.add(new LogFilesCheck(log, keys).run().outcome().ordinal() + " " + place);
    }
    var output = folder.resolve("output");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

    assertThat(expected).hasSizeGreaterThan(400).anyMatch(line -> line.startsWith("0"));
    assertThat(
            Files.readAllLines(output).stream()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.replaceFirst(": .*", "")))
        .containsExactlyElementsOf(expected);
    assertThat(process.exitValue()).isEqualTo(3);
  }

  private List<byte[]> goodAndBad() {
    var random = new Random(19);
    var all = new ArrayList<byte[]>();
    for (int i = 0; i < 60; i++) {
      all.add(proofs.ofIndex(random.nextInt(ENTRIES)).orElseThrow().bytes());
    }
    var good = proofs.ofIndex(200).orElseThrow();
    for (int i = 0; i < 150; i++) {
      all.add(flipped(good.bytes(), random.nextInt(8 * good.bytes().length)));
    }
    var spellings = otherSpellings(good.toString());
    for (int i = 0; i < 120; i++) {
      all.add(spellings.get(random.nextInt(spellings.size())).getBytes(StandardCharsets.UTF_8));
    }
    entriesNobodyWrote(good).forEach(entry -> all.add(signedAlone(entry).bytes()));
    return all;
  }

  /** Entries of many wrong forms, each in a log of one that is rightly signed. */
  private static List<byte[]> entriesNobodyWrote(LogProof good) {
    var entry = new String(good.carried(), StandardCharsets.UTF_8);
    var all = new ArrayList<byte[]>();
    for (var changed :
        List.of(
            entry,
            entry.replace("\"v\":1", "\"v\":2"),
            entry.replace("\"v\":1", "\"v\":1.0"),
            entry.replace("\"v\":1", "\"v\":true"),
            entry.replace("\"v\":1", "\"v\":\"1\""),
            entry.replace("\"v\":1", "\"v\":1,\"v\":1"),
            entry.replace("\"v\":1", "\"v\":1,\"w\":1"),
            entry.replace("\"v\":1,", ""),
            entry.replace(",", ", "),
            entry.replace("{", "{ "),
            entry + " ",
            entry + "{}",
            entry.substring(1),
            entry.replace("clerk", "cl\\u0065rk"),
            entry.replace("clerk", "cl erk"),
            entry.replace("clerk", "clérk"),
            entry.replace("clerk", ""),
            entry.replace("clerk", "c".repeat(127)),
            entry.replace("clerk", "c".repeat(128)),
            entry.replace("h57-vt-03", "Nguyễn Văn A"),
            entry.replace("h57-vt-03", "a\\\"b\\\\c"),
            entry.replace("h57-vt-03", "a\\/b"),
            entry.replace("h57-vt-03", "a\\u0000b"),
            entry.replace("h57-vt-03", "a\u007fb"),
            entry.replace("h57-vt-03", "a\u0085b"),
            entry.replace("h57-vt-03", "a\\ud800b"),
            entry.replace("h57-vt-03", "\ud83d\ude00".repeat(127)),
            entry.replace("h57-vt-03", "\ud83d\ude00".repeat(128)),
            entry.replace("\"user\"", "\"robot\""),
            entry.replace("\"user\"", "\"User\""),
            entry.replace("\"success\"", "\"done\""),
            entry.replace("\"success\"", "\"denied\""),
            entry.replace("\"outcome\"", "\"corr\":{},\"outcome\""),
            entry.replace("\"outcome\"", "\"outcome\":null,\"outcome\""),
            entry.replace("\"outcome\":\"success\"", "\"outcome\":\"success\",\"sd\":[]"),
            entry.replaceFirst("\"time\":\"2", "\"time\":\"3"),
            entry.replaceFirst("\"time\":\"20", "\"time\":\"00"),
            entry.replaceFirst("T(\\d\\d):", "T24:"),
            entry.replaceFirst("\\.\\d\\d\\dZ", "Z"),
            entry.replaceFirst("\\.\\d\\d\\dZ", ".000+00:00"),
            entry.replaceFirst("\"seq\":\\d+", "\"seq\":0"),
            entry.replaceFirst("\"seq\":\\d+", "\"seq\":1"),
            entry.replaceFirst("\"seq\":\\d+", "\"seq\":-4"),
            entry.replaceFirst("\"seq\":\\d+", "\"seq\":9223372036854775807"),
            entry.replaceFirst("\"seq\":\\d+", "\"seq\":9223372036854775808"),
            entry.replaceFirst("\"seq\":\\d+", "\"seq\":1e3"),
            entry.replaceFirst("\"prev\":\"[^\"]*\",", ""),
            entry.replaceFirst("\"prev\":\"[^\"]*\"", "\"prev\":\"AAAA\""),
            entry.replaceFirst("\"id\":\"[0-9a-f]{8}", "\"id\":\"0195C8F0"),
            entry.replaceFirst("\"id\":\"[0-9a-f]{8}", "\"id\":\"195c8f0"),
            entry.replace(LogOffice.ORIGIN, "test.example.vn/log/2"),
            entry.replace(LogOffice.ORIGIN, "other.example.vn/log/1"),
            "",
            "six",
            "[]",
            "{}")) {
      all.add(changed.getBytes(StandardCharsets.UTF_8));
    }
    all.add(new byte[] {'{', (byte) 0xff, '}'});
    all.add(new byte[65_536]);
    return all;
  }

  private LogProof signedAlone(byte[] entry) {
    try {
      var key = SignerKey.parse(Files.readString(office.folder.resolve("log-1.key")).strip());
      var leaf = new TreeHasher().leaf(entry);
      var note = key.sign(new Checkpoint(LogOffice.ORIGIN, 1, leaf).text());
      return new LogProof(Base64.getEncoder().encodeToString(entry), 0, List.of(), note);
    } catch (IOException | NoteRefused e) {
      throw new AssertionError(e);
    }
  }

  /** The log, and copies of it that were changed. */
  private List<LogCopy> logs() {
    var all = new ArrayList<LogCopy>();
    all.add(copy);
    for (var file : copy.files.entrySet()) {
      all.add(copy.without(file.getKey()));
      all.add(copy.with(file.getKey(), flipped(file.getValue(), 4 * file.getValue().length + 2)));
      all.add(copy.with(file.getKey(), Arrays.copyOf(file.getValue(), file.getValue().length - 1)));
    }
    return all;
  }

  @Test
  void theVerifierInPythonTellsSignaturesApartAsThePublicVectorsDo() throws Exception {
    var python = Tool.require("python3");
    var vectors = Vectors.require("ed25519_test.json");
    var script =
        """
        import json, sys
        sys.path.insert(0, 'docs/formats')
        sys.dont_write_bytecode = True
        from verify_log import ed25519
        for group in json.load(open(sys.argv[1]))['testGroups']:
            key = bytes.fromhex(group['publicKey']['pk'])
            for t in group['tests']:
                holds = ed25519(key, bytes.fromhex(t['msg']), bytes.fromhex(t['sig']))
                print(t['tcId'], holds == (t['result'] == 'valid'))
        """;
    var process =
        new ProcessBuilder(python.toString(), "-c", script, vectors.toString())
            .redirectErrorStream(true)
            .start();
    var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();

    assertThat(lines).hasSize(151).allMatch(line -> line.endsWith(" True"));
  }
}
