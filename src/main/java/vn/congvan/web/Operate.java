package vn.congvan.web;

/** What one operation of the contract does. Runs on a worker, so it may wait. */
@FunctionalInterface
interface Operate {
  /**
   * @throws Problem or Refused or a Failure when it is not done
   */
  Answer on(Call call);
}
