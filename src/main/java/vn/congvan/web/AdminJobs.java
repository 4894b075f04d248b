package vn.congvan.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.audit.LogCheck;
import vn.congvan.document.Failure;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;

/**
 * Long work an administrator starts and asks after, one at a time. A client that goes away does not
 * stop it; a stop of the node does, and forgets it: neither a half backup nor a half check counts
 * as one.
 */
final class AdminJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminJobs.class);
  private static final int REMEMBERED = 20;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "web-admin-job"));
  private final Map<UUID, Job> jobs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Job> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** What can be started. */
  enum Kind {
    VERIFY_LOG,
    BACKUP
  }

  /** How far it is. */
  enum State {
    RUNNING,
    DONE,
    /** It was not to be done; nothing has changed. */
    REFUSED,
    /** It could not be done. */
    FAILED
  }

  /** What a backup wrote, in the contract's words. */
  record Backup(String folder, long files, long bytes, List<String> leftOut) {
    static Backup of(AdminDesk.Backup backup) {
      return new Backup(
          backup.folder().toString(), backup.files(), backup.bytes(), backup.leftOut());
    }
  }

  /** A job as it stands, in the contract's words. */
  record Job(
      UUID id,
      Kind kind,
      State state,
      LogCheck.@Nullable Result logCheck,
      @Nullable Backup backup,
      @Nullable Reason failure) {
    static Job running(UUID id, Kind kind) {
      return new Job(id, kind, State.RUNNING, null, null, null);
    }

    Job ended(State state, Reason reason) {
      return new Job(id, kind, state, null, null, reason);
    }
  }

  Job verifyLog(Supplier<LogCheck.Result> work) {
    return start(
        Kind.VERIFY_LOG, job -> new Job(job.id(), job.kind(), State.DONE, work.get(), null, null));
  }

  Job backUp(Supplier<AdminDesk.Backup> work) {
    return start(
        Kind.BACKUP,
        job -> new Job(job.id(), job.kind(), State.DONE, null, Backup.of(work.get()), null));
  }

  synchronized Optional<Job> find(UUID id) {
    return Optional.ofNullable(jobs.get(id));
  }

  private interface Work {
    Job done(Job job);
  }

  private synchronized Job start(Kind kind, Work work) {
    if (jobs.values().stream().anyMatch(job -> job.state() == State.RUNNING)) {
      throw new Problem(
          409,
          new Reason(
              "ADMIN.BUSY",
              "Một việc quản trị khác đang chạy. Chờ việc đó xong rồi chạy lại.",
              "another administrative job is running; wait for it to end"));
    }
    var job = Job.running(UUID.randomUUID(), kind);
    jobs.put(job.id(), job);
    thread.execute(() -> run(job, work));
    return job;
  }

  private void run(Job job, Work work) {
    Job ended;
    try {
      ended = work.done(job);
    } catch (Refused refused) {
      ended = job.ended(State.REFUSED, refused.reason());
    } catch (Failure failure) {
      LOG.warn("{} failed: {}", job.kind(), failure.reason());
      ended = job.ended(State.FAILED, failure.reason());
    } catch (RuntimeException e) {
      ended = job.ended(State.FAILED, Problems.of(e, job.kind().name()).reason());
    }
    synchronized (this) {
      jobs.put(job.id(), ended);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
