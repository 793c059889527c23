import type { DragEvent } from 'react';
import { findDesktop } from '../../platform/desktop.ts';

/** Lets a picture be dragged out of the desktop app as the file `fileName`; a browser drags it in its own way. */
export function dragOutput(event: DragEvent, url: string, fileName: string): void {
  const desktop = findDesktop();
  if (desktop === null) return;
  event.preventDefault();
  void desktop.files.drag({ url, name: fileName });
}
