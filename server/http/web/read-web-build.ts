import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../../platform/logger.ts';

/** What Vite tells of one module's chunk (vite.dev, "Backend Integration"); `imports` are keys, the rest are files. */
const chunkSchema = z.object({
  file: z.string(),
  imports: z.array(z.string()).optional(),
  css: z.array(z.string()).optional(),
});

const manifestSchema = z.record(z.string(), chunkSchema);

/** The chunks of a build by source module, relative to `renderer/`. */
export type WebManifest = Readonly<Record<string, z.infer<typeof chunkSchema>>>;

/** The built web app. */
export interface WebBuild {
  readonly dir: string;
  /** `index.html` as it was built. */
  readonly template: string;
  /** Empty when the build tells nothing of its chunks. */
  readonly manifest: WebManifest;
}

/** Reads the build in `dir`; null when there is none. */
export async function readWebBuild(dir: string, logger: Logger): Promise<WebBuild | null> {
  const template = await readIfThere(join(dir, 'index.html'));
  if (template === null) return null;
  const manifest = await readIfThere(join(dir, '.vite/manifest.json'));
  return { dir, template, manifest: manifest === null ? {} : parseManifest(manifest, logger) };
}

function parseManifest(text: string, logger: Logger): WebManifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    // Pages work without: their chunks are then found a little later.
    logger.warn({ err: error }, 'the manifest of the web app could not be read');
    return {};
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
