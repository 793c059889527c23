import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { ImageOutputs } from './image-outputs.tsx';
import { NothingMade } from './work-ending.tsx';
import { TextOutput } from './text-output.tsx';

/** What a work is, large: its pictures or its text, or their places while they are being made. */
export function WorkOutputs({
  work,
  onViewing,
}: {
  readonly work: GenerationView;
  readonly onViewing?: (isViewing: boolean) => void;
}) {
  if (work.outputs.length === 0 && (work.status === 'FAILED' || work.status === 'CANCELLED')) {
    return <NothingMade work={work} />;
  }
  return work.kind === 'IMAGE' ? (
    <ImageOutputs key={work.id} work={work} onViewing={onViewing} />
  ) : (
    <TextOutput work={work} />
  );
}
