package vn.congvan.app.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/**
 * How the embedded broker is set up.
 *
 * @param acceptor where it listens on the network; null for nowhere
 * @param usersFile who may connect there
 * @param journal {@code auto}, {@code nio} or {@code asyncio}
 * @param bufferMicros how long the journal gathers writes
 * @param minDiskFree in bytes
 * @param largeMessage in bytes
 */
public record BrokerPlan(
    Path folder,
    @Nullable String acceptor,
    @Nullable Path usersFile,
    String journal,
    int bufferMicros,
    long minDiskFree,
    int largeMessage,
    int idCache,
    Duration redeliveryDelay,
    Duration maxRedeliveryDelay) {
  private static final int SHARE_OF_HEAP = 5;

  /** Of 10 MB each. */
  private static final int COMPACT_FROM_FILES = 100;

  JournalType journalType() {
    return switch (journal) {
      case "nio" -> JournalType.NIO;
      case "asyncio" -> {
        if (!AIOSequentialFileFactory.isSupported()) {
          throw new Halt(
              new Reason(
                  "BROKER.NO_ASYNCIO",
                  "broker.journal = asyncio nhưng không nạp được thư viện libaio. Cài libaio hoặc dùng auto.",
                  "broker.journal is asyncio but its native library does not load; install libaio and put the library on java.library.path, or use auto"));
        }
        yield JournalType.ASYNCIO;
      }
      default -> AIOSequentialFileFactory.isSupported() ? JournalType.ASYNCIO : JournalType.NIO;
    };
  }

  Configuration configuration(String address) throws Exception {
    var bufferNanos = (int) TimeUnit.MICROSECONDS.toNanos(bufferMicros);
    Configuration configuration =
        new ConfigurationImpl()
            .setName("congvan")
            .setPersistenceEnabled(true)
            .setJournalDirectory(folder.resolve("journal").toString())
            .setJournalType(journalType())
            .setJournalDatasync(true)
            .setJournalSyncTransactional(true)
            .setJournalSyncNonTransactional(true)
            .setJournalBufferTimeout_NIO(bufferNanos)
            .setJournalBufferTimeout_AIO(bufferNanos)
            // An id that is remembered keeps its file of the journal from being reused, and copying
            // together what is left costs a busy node more than the disk it saves.
            .setJournalCompactMinFiles(COMPACT_FROM_FILES)
            .setPersistIDCache(true)
            .setIDCacheSize(idCache)
            .setSecurityEnabled(true)
            .setPopulateValidatedUser(true)
            .setJMXManagementEnabled(false)
            .setMinDiskFree(minDiskFree)
            .setMaxDiskUsage(-1)
            .setGlobalMaxSize(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP)
            // A slow disk is no reason to stop: what is not synced is not acknowledged.
            .setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG)
            .setAddressSettings(AddressRules.all(redeliveryDelay, maxRedeliveryDelay, idCache));
    configuration.setBindingsDirectory(folder.resolve("bindings").toString());
    configuration.setPagingDirectory(folder.resolve("paging").toString());
    configuration.setLargeMessagesDirectory(folder.resolve("large-messages").toString());
    configuration.addAcceptorConfiguration("memory", address);
    configuration.setSecurityRoles(Map.of("#", Set.of()));
    if (acceptor != null) {
      configuration.addAcceptorConfiguration("network", acceptor);
    }
    return configuration;
  }
}
