package vn.congvan.web;

/**
 * Who may fetch the log over HTTP ({@code log.read}). Hashes and checkpoints tell how much happens;
 * entries tell at which agency what happens when, whatever agency it is.
 */
public enum LogReaders {
  /** An auditor's key gets hashes; entries too where its agency is the only one of the node. */
  AUDITORS,
  /** An auditor's key gets everything, of every agency. */
  ALL_AUDITORS,
  /** Everybody gets everything, without a key. */
  PUBLIC
}
