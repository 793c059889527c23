import type { LiveTopic } from '../../shared/contracts/live.ts';

/** What a client is told of one change; `id` null stands for anything in the topic. */
export interface TopicChange {
  readonly topic: LiveTopic;
  readonly id: string | null;
}

/** Changes of one topic that wait for a slow client at most; beyond, it is told to refetch the topic. */
const MAX_IDS_PER_TOPIC = 50;

/** Changes not told yet, bounded whatever a client's pace: equal ones are one, and many of a topic become "all of it". */
export class ChangeBuffer {
  /** Ids by topic, in the order they came; null among them covers the others. */
  readonly #waiting = new Map<LiveTopic, Set<string | null>>();

  push({ topic, id }: TopicChange): void {
    const ids = this.#waiting.get(topic) ?? new Set();
    this.#waiting.set(topic, ids);
    if (ids.has(null)) return;
    if (id === null || ids.size >= MAX_IDS_PER_TOPIC) {
      ids.clear();
      ids.add(null);
    } else {
      ids.add(id);
    }
  }

  /** Takes the next change out; null when there is none. */
  shift(): TopicChange | null {
    for (const [topic, ids] of this.#waiting) {
      for (const id of ids) {
        ids.delete(id);
        if (ids.size === 0) this.#waiting.delete(topic);
        return { topic, id };
      }
    }
    return null;
  }
}
