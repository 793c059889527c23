/** As much of a utility process as is needed to end it with the app. */
export interface Killable {
  kill(): boolean;
}

const running = new Set<Killable>();

/** The utility processes that run. */
export function listUtilityProcesses(): Killable[] {
  return [...running];
}

/** Remembers one that has been started. */
export function addUtilityProcess(child: Killable): void {
  running.add(child);
}

/** Forgets one that has ended. */
export function removeUtilityProcess(child: Killable): void {
  running.delete(child);
}
