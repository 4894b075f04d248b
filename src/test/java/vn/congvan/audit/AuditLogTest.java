package vn.congvan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import vn.congvan.audit.merkle.ProofDoesNotHold;
import vn.congvan.audit.merkle.TreeHasher;
import vn.congvan.audit.note.LogProof;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.DeliveryId;
import vn.congvan.document.Dispatched;
import vn.congvan.document.DocumentNumber;
import vn.congvan.document.Fact;
import vn.congvan.document.Ids;
import vn.congvan.document.SetAside;
import vn.congvan.store.Engine;
import vn.congvan.store.EngineTest;

class AuditLogTest {
  @EngineTest
  void everyFactOfAnEventIsAnEntryOfItsStream(Engine engine) throws IOException, EntryRefused {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      var header = office.event(1, "").header();
      var parcels =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      new Dispatched.Parcel(
                          new DeliveryId(Ids.next(header.at())), new AgencyCode("H57.31")))
              .toList();
      var sealed =
          new ContentHash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
      var event =
          new Dispatched(
              header, new DocumentNumber(5, "UBND-VX", LocalDate.of(2026, 3, 5)), sealed, parcels);
      var log = office.log();
      office
          .database()
          .inUnit(
              "dispatch",
              sql -> {
                log.append(event);
                return 0;
              });

      var document = log.history(LogOffice.stream(1));
      assertThat(document)
          .extracting(LogEntry::type)
          .containsExactly("document.finished", "document.dispatched");
      assertThat(document).extracting(LogEntry::seq).containsExactly(1L, 2L);
      for (var parcel : parcels) {
        var entry = log.history(header.stream(parcel.delivery())).get(0);
        var read = EntryReader.read(entry.bytes());
        assertThat(entry.seq()).isEqualTo(1);
        assertThat(read.where().peer()).isEqualTo("H57.31");
        assertThat(read.cause()).isEqualTo(header.id());
        assertThat(read.event()).isEqualTo(header.id());
        assertThat(read.prev()).isNull();
      }
      var second = EntryReader.read(document.get(1).bytes());
      assertThat(second.prev()).isEqualTo(new TreeHasher().leaf(document.get(0).bytes()));
      assertThat(second.log()).isEqualTo(LogOffice.ORIGIN);
      assertThat(second.time()).isEqualTo(header.at());
      assertThat(second.actor().ref()).isEqualTo("h57-vt-03");
      assertThat(second.where().node()).isEqualTo("node-1");
      assertThat(office.keeper().lag()).isEqualTo(42);
      assertThat(log.history("H57:document:nobody")).isEmpty();
    }
  }

  @EngineTest
  void aUnitThatIsRolledBackLeavesNeitherAnEntryNorAGap(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      var log = office.log();
      office.append(1);
      assertThatThrownBy(
              () ->
                  office
                      .database()
                      .inUnit(
                          "fail",
                          sql -> {
                            log.append(office.event(1, "note"));
                            log.append(office.event(2, "note"));
                            throw new IllegalStateException("a crash before the commit");
                          }))
          .isInstanceOf(IllegalStateException.class);
      office.append(1);

      assertThat(log.history(LogOffice.stream(1)))
          .extracting(LogEntry::seq)
          .containsExactly(1L, 2L);
      assertThat(log.history(LogOffice.stream(2))).isEmpty();
      office.publish();
      assertThat(office.check().problems()).isEmpty();
    }
  }

  @EngineTest
  void aPersonalValueIsInNoEntryAndGoesWithItsDisclosure(Engine engine)
      throws IOException, SQLException {
    try (var office = new LogOffice(engine)) {
      office.append(1, "Kính gửi bà Nguyễn Thị Sáu");
      office.append(1, "");
      office.publish();
      var entries = office.log().history(LogOffice.stream(1));

      assertThat(entries.get(0).disclosed())
          .isEqualTo(Map.of("note", "Kính gửi bà Nguyễn Thị Sáu"));
      assertThat(entries.get(1).disclosed()).isEmpty();
      for (var entry : entries) {
        assertThat(new String(entry.bytes(), StandardCharsets.UTF_8)).doesNotContain("Sáu");
      }
      assertThat(office.check().problems()).isEmpty();
      var before = office.log().prove(LogOffice.stream(1)).orElseThrow();

      office.database().inUnit("erase", sql -> sql.update("DELETE FROM audit_disclosure"));

      assertThat(office.log().history(LogOffice.stream(1)).get(0).disclosed()).isEmpty();
      assertThat(office.check().problems()).isEmpty();
      assertThat(office.log().prove(LogOffice.stream(1)).orElseThrow().proof())
          .isEqualTo(before.proof());
    }
  }

  @EngineTest
  void theSameValueHasAnotherDigestEachTime(Engine engine) throws IOException, EntryRefused {
    try (var office = new LogOffice(engine)) {
      for (int i = 0; i < 100; i++) {
        office.append(1, "đồng ý");
      }

      var digests = new ArrayList<String>();
      for (var entry : office.log().history(LogOffice.stream(1))) {
        digests.addAll(EntryReader.read(entry.bytes()).sd());
      }
      assertThat(digests).hasSize(100).doesNotHaveDuplicates();
    }
  }

  @EngineTest
  void anEntryThatIsTooLargeIsSetAsideAndNothingIsWritten(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      var log = office.log();
      var fact = office.event(1, "").facts().get(0);
      for (int i = 0; i < 1500; i++) {
        fact = fact.personal("field-" + i, "value");
      }
      var large = fact;

      assertThatExceptionOfType(SetAside.class)
          .isThrownBy(
              () ->
                  office
                      .database()
                      .inUnit(
                          "too much",
                          sql -> {
                            log.appendFacts(List.of(large));
                            return 0;
                          }))
          .withMessageContaining("AUDIT.TOO_LARGE");
      assertThat(log.history(LogOffice.stream(1))).isEmpty();
    }
  }

  @EngineTest
  void whatIsWrittenForEverCannotBeChangedInPassing(Engine engine) throws IOException {
    try (var office = new LogOffice(engine)) {
      office.append(1);
      office.publish();

      for (var statement :
          List.of(
              "UPDATE audit_entry SET seq = 2",
              "DELETE FROM audit_entry",
              "UPDATE audit_batch SET n = 2",
              "DELETE FROM audit_batch",
              "UPDATE audit_checkpoint SET note = ''",
              "DELETE FROM audit_checkpoint")) {
        assertThatThrownBy(() -> office.database().inUnit("tamper", sql -> sql.update(statement)))
            .as(statement)
            .hasStackTraceContaining("final");
      }
    }
  }

  @EngineTest
  void aReceiptProvesAnEntryToAnybodyWhoHasTheKey(Engine engine)
      throws IOException, NoteRefused, ProofDoesNotHold {
    try (var office = new LogOffice(engine)) {
      office.appendMany(300);
      assertThat(office.log().prove(LogOffice.stream(2))).isEmpty();
      office.publish();
      office.append(2);
      var key = VerifierKey.parse(Files.readString(office.folder.resolve("log.vkey")).strip());

      var receipt = office.log().prove(LogOffice.stream(2)).orElseThrow();

      assertThat(receipt.entry().seq()).isEqualTo(100);
      var proof = LogProof.parse(receipt.proof().bytes());
      assertThat(proof.verify(receipt.entry().bytes(), key, List.of()).size()).isEqualTo(300);
      for (long seq = 1; seq <= 100; seq++) {
        var one = office.log().prove(LogOffice.stream(3), seq).orElseThrow();
        one.proof().verify(one.entry().bytes(), key, List.of());
        assertThat(one.entry().index()).isEqualTo(one.proof().index());
      }
      assertThat(office.log().prove(LogOffice.stream(2), 101)).isEmpty();
      assertThat(office.log().prove(LogOffice.stream(2), 102)).isEmpty();
      assertThat(office.log().prove("H57:document:nobody")).isEmpty();
    }
  }

  @EngineTest
  void whateverIsDoneAtOnceNoStreamHasAGapAndNoneIsOutOfOrder(Engine engine)
      throws IOException, InterruptedException, ExecutionException {
    try (var office = new LogOffice(engine)) {
      var log = office.log();
      office.keeper().start();
      // By stream, in the order in which units that held it committed.
      var written = new ConcurrentHashMap<Integer, Integer>();
      var pool = Executors.newFixedThreadPool(8);
      var work = new ArrayList<Callable<Object>>();
      for (int t = 0; t < 8; t++) {
        var thread = t;
        work.add(
            () -> {
              for (int i = 0; i < 40; i++) {
                var first = (thread * 7 + i) % 5;
                var second = (thread * 3 + i) % 7;
                var fails = (thread + i) % 6 == 0;
                try {
                  office
                      .database()
                      .inUnit(
                          "work",
                          sql -> {
                            var facts = new ArrayList<Fact>();
                            facts.addAll(office.event(first, "x").facts());
                            facts.addAll(office.event(second, "").facts());
                            log.appendFacts(facts);
                            if (fails) {
                              throw new IllegalStateException("rolled back");
                            }
                            return 0;
                          });
                  written.merge(first, 1, Integer::sum);
                  written.merge(second, 1, Integer::sum);
                } catch (IllegalStateException expected) {
                  assertThat(fails).isTrue();
                }
              }
              return thread;
            });
      }
      for (var done : pool.invokeAll(work)) {
        done.get();
      }
      pool.shutdown();
      office.publish();

      assertThat(office.keeper().stopped()).isNull();
      var check = office.check();
      assertThat(check.problems()).isEmpty();
      assertThat(check.entries()).isEqualTo(written.values().stream().mapToInt(n -> n).sum());
      for (var stream : written.entrySet()) {
        var entries = log.history(LogOffice.stream(stream.getKey()));
        assertThat(entries)
            .extracting(LogEntry::seq)
            .containsExactlyElementsOf(
                LongStream.rangeClosed(1, stream.getValue()).boxed().toList());
        var indices =
            entries.stream()
                .map(entry -> String.valueOf(entry.index()))
                .map(Long::valueOf)
                .toList();
        assertThat(indices).isSorted().doesNotHaveDuplicates();
      }
    }
  }

  @EngineTest
  void anEntryWhoseUnitCommitsLateGetsItsIndexLate(Engine engine)
      throws IOException, InterruptedException, ExecutionException {
    try (var office = new LogOffice(engine)) {
      if (office.isSqlite()) {
        return;
      }
      var log = office.log();
      var pool = Executors.newSingleThreadExecutor();
      try (var unit = office.database().begin("slow")) {
        log.append(office.event(1, ""));
        for (int round = 0; round < 3; round++) {
          pool.submit(
                  () -> {
                    office.append(2);
                    return office.publish();
                  })
              .get();
        }
        unit.commit();
      }
      pool.shutdown();
      office.publish();

      assertThat(log.history(LogOffice.stream(1))).extracting(LogEntry::index).containsExactly(3L);
      assertThat(log.history(LogOffice.stream(2)))
          .extracting(LogEntry::index)
          .containsExactly(0L, 1L, 2L);
      assertThat(office.check().problems()).isEmpty();
    }
  }
}
