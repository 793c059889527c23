/** What the preload's world says to main. `args`, `value` and `error` are text of the codec unless said otherwise. */
export type FromPreload =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'preload-error'; readonly error: string }
  | ({ readonly kind: 'context-menu' } & ContextMenuPlace);

/** What main says to the preload's world; `error` of a refusal is a plain sentence. */
export type ToPreload =
  | { readonly kind: 'event'; readonly channel: string; readonly args: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: string }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: string };

/** Where a context menu was asked for. */
export interface ContextMenuPlace {
  readonly x: number;
  readonly y: number;
  readonly linkURL: string;
  readonly srcURL: string;
  readonly selectionText: string;
  readonly isEditable: boolean;
}
