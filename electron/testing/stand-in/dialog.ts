import { guardObject } from './guard.ts';

interface MessageBoxOptions {
  readonly defaultId?: number;
  readonly cancelId?: number;
}

function dismiss(args: readonly unknown[]): number {
  const { defaultId = 0, cancelId = defaultId } = (args.at(-1) ?? {}) as MessageBoxOptions;
  return cancelId;
}

/** Electron's `dialog`: every dialog is dismissed at once, unless a test has an answer for it. */
export const dialog = guardObject('dialog', {
  showOpenDialog: async (..._args: unknown[]) => ({ canceled: true, filePaths: [] }),
  showOpenDialogSync: (..._args: unknown[]) => undefined,
  showSaveDialog: async (..._args: unknown[]) => ({ canceled: true, filePath: '' }),
  showSaveDialogSync: (..._args: unknown[]) => '',
  showMessageBox: async (...args: unknown[]) => ({ response: dismiss(args), checkboxChecked: false }),
  showMessageBoxSync: (...args: unknown[]) => dismiss(args),
  showErrorBox: (_title: string, _content: string) => undefined,
});
