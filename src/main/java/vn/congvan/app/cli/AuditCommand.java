package vn.congvan.app.cli;

import picocli.CommandLine.Command;

/** Checks the log, and makes what others check it with. */
@Command(
    name = "audit",
    subcommands = {
      AuditVerifyCommand.class,
      AuditProveCommand.class,
      AuditConsistencyCommand.class
    })
final class AuditCommand {
  private AuditCommand() {}
}
