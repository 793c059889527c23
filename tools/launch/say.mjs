import process from 'node:process';

/** Tells the person at the terminal what is going on, in both languages. Never on stdout: commands answer there. */
export function say(english, chinese) {
  process.stderr.write(`${english} / ${chinese}\n`);
}

/** An expected failure of a launcher: its sentence is printed without a stack. */
export class LaunchError extends Error {
  constructor(english, chinese) {
    super(`${english}\n${chinese}`);
    this.name = 'LaunchError';
  }
}
