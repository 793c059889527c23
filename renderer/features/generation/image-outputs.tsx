import { lazy, Suspense, useState } from 'react';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { ImageFrame, imageRatio } from './image-frame.tsx';
import { OutputActions } from './output-actions.tsx';
import { ProgressRing } from './progress-ring.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import { workFileName } from './work-file-name.ts';
import { isUnfinished } from './work-state.ts';
import { FailedIcon, StoppedIcon } from './work-icons.tsx';
import styles from './outputs.module.css';

const ImageViewer = lazy(async () => ({ default: (await import('./image-viewer.tsx')).ImageViewer }));

/** The pictures of a work, each in its place from the beginning: those that are there, and those still to come. */
export function ImageOutputs({
  work,
  onViewing,
}: {
  readonly work: GenerationView;
  /** Told when one is opened in full size, and when that is closed. */
  readonly onViewing?: ((isViewing: boolean) => void) | undefined;
}) {
  const { t } = useGenerationTexts();
  const [viewed, setViewed] = useState<number | null>(null);
  const view = (index: number | null): void => {
    setViewed(index);
    onViewing?.(index !== null);
  };
  const { count, outputs, prompt } = work;
  const isOne = count === 1;
  const firstMissing = outputs.length;
  const name = (index: number): string =>
    isOne ? prompt : t('output.image', { prompt, number: index + 1, count });
  const places = Array.from({ length: count }, (_, index) => outputs.find((item) => item.index === index));
  const images = outputs.flatMap(({ url, index }) => (url === null ? [] : [{ url, alt: name(index) }]));

  return (
    <div className={isOne ? styles['single'] : styles['grid']} data-ended={!isUnfinished(work)}>
      {places.map((output, index) => (
        <figure key={index}>
          <ImageFrame
            ratio={imageRatio(output ?? outputs[0], work.options.size)}
            output={output}
            alt={name(index)}
            fileName={output ? workFileName(work, output) : ''}
            openLabel={isOne ? t('output.open') : t('output.openNumber', { number: index + 1 })}
            onOpen={() => view(output ? outputs.indexOf(output) : null)}
          >
            <Missing work={work} isNext={index === firstMissing} />
          </ImageFrame>
          {output && !isOne && <OutputActions work={work} output={output} isNumbered />}
        </figure>
      ))}
      {viewed !== null && (
        <Suspense fallback={null}>
          <ImageViewer images={images} index={viewed} onIndex={setViewed} onClose={() => view(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** Stands where a picture is not: it is being made, waits, or never came. */
function Missing({ work, isNext }: { readonly work: GenerationView; readonly isNext: boolean }) {
  const { t } = useGenerationTexts();
  if (isUnfinished(work)) {
    if (!isNext) return <div className={styles['breathing']} />;
    return (
      <>
        <div className={styles['breathing']} />
        <ProgressRing progress={work.status === 'QUEUED' ? null : work.progress} />
      </>
    );
  }
  return (
    <>
      {work.status === 'CANCELLED' ? <StoppedIcon size={28} /> : <FailedIcon size={28} />}
      {work.count > 1 && <span>{t('output.missing')}</span>}
    </>
  );
}
