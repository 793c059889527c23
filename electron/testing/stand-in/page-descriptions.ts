import type { Protocol } from './devtools.ts';
import { toAppUrl } from './scheme-aliases.ts';
import type { WebFrameMain } from './web-frame-main.ts';
import type { ContextMenuPlace } from './world/messages.ts';

interface WindowOpening {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  readonly disposition: 'foreground-tab' | 'new-window';
  readonly referrer: { readonly url: string; readonly policy: string };
}

/** What `setWindowOpenHandler` is told of a window that a page wants. */
export function describeOpening(opening: Protocol.Page.windowOpenPayload, openerUrl: string): WindowOpening {
  const { url, windowName, windowFeatures, userGesture } = opening;
  return {
    url: toAppUrl(url),
    frameName: windowName,
    // The page's own `window.open` has added this one; see page-world.ts.
    features: windowFeatures.filter((feature) => feature !== 'noopener').join(','),
    disposition: windowName === '_blank' || userGesture ? 'foreground-tab' : 'new-window',
    referrer: { url: openerUrl, policy: 'strict-origin-when-cross-origin' },
  };
}

const LEVELS: Readonly<Record<string, string>> = { error: 'error', warning: 'warning', debug: 'debug' };

/** What `console-message` says of a line. */
export function describeConsoleLine({
  type,
  args,
  stackTrace,
}: Protocol.Runtime.consoleAPICalledPayload): object {
  const [at] = stackTrace?.callFrames ?? [];
  return {
    message: args.map((part) => String(part.value ?? part.description ?? '')).join(' '),
    level: LEVELS[type] ?? 'info',
    lineNumber: at?.lineNumber ?? 0,
    sourceId: toAppUrl(at?.url ?? ''),
  };
}

/** What `context-menu` says of the place that was clicked. There is no spelling checker, so no word is misspelled. */
export function describeContextMenu(
  { mainFrame }: { mainFrame: WebFrameMain },
  place: ContextMenuPlace,
): object {
  const { x, y, isEditable, selectionText, srcURL, linkURL } = place;
  const hasSelection = selectionText !== '';
  return {
    x,
    y,
    isEditable,
    selectionText,
    linkURL: toAppUrl(linkURL),
    srcURL: toAppUrl(srcURL),
    frame: mainFrame,
    pageURL: mainFrame.url,
    frameURL: mainFrame.url,
    mediaType: srcURL === '' ? 'none' : 'image',
    hasImageContents: srcURL !== '',
    misspelledWord: '',
    dictionarySuggestions: [],
    menuSourceType: 'mouse',
    editFlags: {
      canUndo: isEditable,
      canRedo: isEditable,
      canCut: isEditable && hasSelection,
      canCopy: hasSelection,
      canPaste: isEditable,
      canDelete: isEditable && hasSelection,
      canSelectAll: true,
      canEditRichly: false,
    },
  };
}
