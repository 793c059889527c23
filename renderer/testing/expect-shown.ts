import { expect } from 'playwright/test';
import { PATIENCE_MS } from './open-studio.ts';

/** Playwright's `expect`, which waits until what is said of a window or a locator is true. */
export const expectShown = expect.configure({ timeout: PATIENCE_MS });
