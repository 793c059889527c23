import { createReadStream, createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';

/** The last row of one user's ledger, as it was seen. */
export interface AnchorHead {
  readonly userId: string;
  readonly sequence: number;
  readonly hash: string;
}

/**
 * Heads that an earlier walk saw, in the order of users, and those that this one sees. Kept outside the database, so
 * that whoever removes a newest row together with its account's head is found out.
 */
export interface Anchor {
  /** The next user that was seen earlier; null after the last. */
  readonly head: AnchorHead | null;
  advance(): Promise<void>;
  /** Takes note of a head; written to the file by `save` only. */
  note(head: AnchorHead): Promise<void>;
  /** Appends what was noted. Not to be called when the anchor was found broken: it must be found again next time. */
  save(): Promise<void>;
  /** Lets go of everything, saved or not. */
  close(): Promise<void>;
}

const BLOCK = '# heads';
const END = '# end';

/**
 * Opens `file`, which may not exist yet. A block of heads counts only once its last line is there; the last block
 * that counts is the one that is compared, because each block was compared with the one before it.
 */
export async function openAnchor(file: string, now: Date): Promise<Anchor> {
  const block = existsSync(file) ? await findLastBlock(file) : 0;
  const heads = block > 0 ? readBlock(file, block) : null;
  const partial = `${file}.partial`;
  const noted: WriteStream = createWriteStream(partial, { mode: 0o600 });
  // A new line first: an earlier walk may have been cut off in the middle of one.
  noted.write(`\n${BLOCK} ${now.toISOString()}\n`);
  let head = (await heads?.next())?.value ?? null;
  let count = 0;
  return {
    get head() {
      return head;
    },
    advance: async () => {
      head = (await heads?.next())?.value ?? null;
    },
    note: async ({ userId, sequence, hash }) => {
      if (sequence === 0) return;
      count += 1;
      if (!noted.write(`${userId} ${sequence} ${hash}\n`)) await once(noted, 'drain');
    },
    save: async () => {
      noted.end();
      await once(noted, 'finish');
      await pipeline(createReadStream(partial), createWriteStream(file, { flags: 'a', mode: 0o600 }));
      await appendFile(file, `${END} ${count}\n`, { flush: true });
    },
    close: async () => {
      noted.destroy();
      await heads?.return(undefined);
      await rm(partial, { force: true });
    },
  };
}

/** The number, from 1, of the last block with an end; 0 for none. */
async function findLastBlock(file: string): Promise<number> {
  let blocks = 0;
  let complete = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line.startsWith(BLOCK)) blocks += 1;
    else if (line.startsWith(END)) complete = blocks;
  }
  return complete;
}

async function* readBlock(file: string, block: number): AsyncGenerator<AnchorHead, undefined> {
  const input = createReadStream(file);
  try {
    let blocks = 0;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line.startsWith(BLOCK)) blocks += 1;
      else if (blocks === block && line.startsWith(END)) return undefined;
      else if (blocks === block) {
        const [userId = '', sequence = '', hash = ''] = line.split(' ');
        yield { userId, sequence: Number(sequence), hash };
      }
    }
  } finally {
    input.destroy();
  }
  return undefined;
}
