import { z } from 'zod';
import { LIVE_TOPICS } from '../../shared/contracts/live.ts';
import type { LiveChange } from '../platform/events.ts';

/** Bytes one notification may carry; PostgreSQL refuses 8,000 and more (its manual, "NOTIFY"). */
const MAX_PAYLOAD_BYTES = 7_400;

/** What one process tells the others. */
export interface LiveMessage {
  readonly changes: readonly LiveChange[];
  /** Users whom the sender streams to, for as long as it keeps saying so. */
  readonly streamedUserIds: readonly string[];
  /** The sender could not tell everything that changed. */
  readonly doubt: boolean;
}

const payloadSchema = z.strictObject({
  from: z.string(),
  changes: z.array(z.tuple([z.string(), z.enum(LIVE_TOPICS), z.string().nullable()])).default([]),
  users: z.array(z.string()).default([]),
  doubt: z.boolean().default(false),
});

/** Puts a message of any size into payloads that PostgreSQL accepts. */
export function encodePayloads(from: string, message: LiveMessage): string[] {
  const changes = message.changes.map(({ userId, topic, id }) => JSON.stringify([userId, topic, id]));
  const users = message.streamedUserIds.map((userId) => JSON.stringify(userId));
  const head = `{"from":${JSON.stringify(from)}`;
  return [
    ...(message.doubt ? [`${head},"doubt":true}`] : []),
    ...inChunks(changes).map((chunk) => `${head},"changes":[${chunk}]}`),
    ...inChunks(users).map((chunk) => `${head},"users":[${chunk}]}`),
  ];
}

/** Reads a payload. Null for one of our own, which `self` has heard already, and for anything that is none of ours. */
export function decodePayload(self: string, payload: string): LiveMessage | null {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return null;
  }
  const parsed = payloadSchema.safeParse(json);
  if (!parsed.success || parsed.data.from === self) return null;
  return {
    changes: parsed.data.changes.map(([userId, topic, id]) => ({ userId, topic, id })),
    streamedUserIds: parsed.data.users,
    doubt: parsed.data.doubt,
  };
}

function inChunks(items: readonly string[]): string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const item of items) {
    const longer = chunk === '' ? item : `${chunk},${item}`;
    if (chunk !== '' && Buffer.byteLength(longer) > MAX_PAYLOAD_BYTES) {
      chunks.push(chunk);
      chunk = item;
    } else {
      chunk = longer;
    }
  }
  if (chunk !== '') chunks.push(chunk);
  return chunks;
}
