import { guardObject } from './guard.ts';

/** Electron's `shell`: nothing is opened. Tests see what would have been. */
export const shell = guardObject('shell', {
  openExternal: async (_url: string): Promise<void> => undefined,
  openPath: async (_file: string): Promise<string> => '',
  showItemInFolder: (_file: string): void => undefined,
  trashItem: async (_file: string): Promise<void> => undefined,
  beep: (): void => undefined,
});
