import { useState } from 'react';
import type { GenerationStatus, GenerationView } from '../../../shared/contracts/generation.ts';

/**
 * The status to tell those who cannot see it: that of the work shown whenever it changes while it is shown; null while
 * there is no news. A work that had ended before is no news.
 */
export function useStatusAnnouncement(work: GenerationView | undefined): GenerationStatus | null {
  const [known, setKnown] = useState<{ id: string; status: GenerationStatus; isNews: boolean } | null>(null);
  if (work !== undefined && (known?.id !== work.id || known.status !== work.status)) {
    const isNews = known?.id === work.id || work.status === 'QUEUED' || work.status === 'RUNNING';
    setKnown({ id: work.id, status: work.status, isNews });
  }
  return known?.isNews ? known.status : null;
}
