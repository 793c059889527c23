/**
 * Why a run has to end before its provider is through: the creator cancelled, the lease is somebody else's, the
 * provider took too long, the server stops, or what was delivered could not be stored (`cause`).
 */
export type StopReason = 'cancelled' | 'lost' | 'timeout' | 'shutdown' | 'storage';

/** The reason that a run's signal is aborted with. */
export class RunStopped extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason, options?: ErrorOptions) {
    super(`the run was stopped: ${reason}`, options);
    this.name = 'RunStopped';
    this.reason = reason;
  }
}
