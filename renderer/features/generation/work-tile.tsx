import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { isUnfinished } from './work-state.ts';
import { FailedIcon, StoppedIcon, TextIcon } from './work-icons.tsx';
import { StatusLine } from './status-line.tsx';
import styles from './work-tile.module.css';

/** A work, small: its first picture or the beginning of its text, or its state while there is neither; named in words. */
export function WorkTile({ work }: { readonly work: GenerationView }) {
  const { t } = useGenerationTexts();
  const { status, prompt } = work;
  return (
    <>
      <span className="visually-hidden">
        {status === 'SUCCEEDED' ? prompt : t('tile.name', { status: t(`status.${status}`), prompt })}
      </span>
      <TilePicture work={work} />
    </>
  );
}

function TilePicture({ work }: { readonly work: GenerationView }) {
  const { t } = useGenerationTexts();
  const [first] = work.outputs;
  return (
    <span className={styles['tile']} data-kind={work.kind} aria-hidden="true">
      {first?.url ? (
        <img
          src={first.url}
          alt=""
          loading="lazy"
          decoding="async"
          width={first.width ?? 1}
          height={first.height ?? 1}
        />
      ) : first?.text ? (
        <span className={styles['excerpt']}>{first.text}</span>
      ) : (
        <Without work={work} />
      )}
      {first !== undefined && work.kind === 'TEXT' && (
        <span className={styles['badge']}>
          <TextIcon size={14} />
        </span>
      )}
      {first !== undefined && work.count > 1 && (
        <span className={`${styles['badge'] ?? ''} numbers`}>
          {t('tile.images', { count: work.outputs.length })}
        </span>
      )}
      {first !== undefined && work.status !== 'SUCCEEDED' && (
        <span className={`${styles['badge'] ?? ''} ${styles['state'] ?? ''}`}>
          <StatusLine work={work} />
        </span>
      )}
    </span>
  );
}

function Without({ work }: { readonly work: GenerationView }) {
  return (
    <span className={styles['without']} data-unfinished={isUnfinished(work)}>
      {work.status === 'FAILED' && <FailedIcon />}
      {work.status === 'CANCELLED' && <StoppedIcon />}
      <StatusLine work={work} />
      <span className={styles['prompt']}>{work.prompt}</span>
      {work.status === 'RUNNING' && (
        <span className={styles['bar']}>
          <span style={{ width: `${String(Math.max(6, work.progress * 100))}%` }} />
        </span>
      )}
    </span>
  );
}
