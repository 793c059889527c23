import path from 'node:path';

/** Where the parts of the built app are; all absolute, in the archive of a packaged app. */
export interface DistPaths {
  readonly rendererDir: string;
  readonly screensDir: string;
  readonly preload: string;
  readonly server: string;
}

/** The parts beside the folder that main's own file is in. */
export function findDistPaths(mainDir: string): DistPaths {
  const dist = path.dirname(mainDir);
  return {
    rendererDir: path.join(dist, 'renderer'),
    screensDir: path.join(dist, 'screens'),
    preload: path.join(dist, 'preload', 'preload.cjs'),
    server: path.join(dist, 'server', 'embedded-main.js'),
  };
}
