import { useGenerationTexts } from './use-generation-texts.ts';
import styles from './progress-ring.module.css';

const RADIUS = 30;
const LENGTH = 2 * Math.PI * RADIUS;

/** How far a work is, 0 to 1; null while it waits for its turn. */
export function ProgressRing({ progress }: { readonly progress: number | null }) {
  const { t } = useGenerationTexts();
  const percent = Math.round((progress ?? 0) * 100);
  return (
    <div
      className={styles['ring']}
      role="progressbar"
      aria-label={t('progress.label')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={progress === null ? undefined : percent}
      aria-valuetext={progress === null ? t('status.QUEUED') : undefined}
    >
      <svg width="72" height="72" viewBox="0 0 72 72" fill="none" strokeWidth="4" aria-hidden="true">
        <circle cx="36" cy="36" r={RADIUS} stroke="var(--studio-line)" />
        <circle
          cx="36"
          cy="36"
          r={RADIUS}
          className={progress === null ? styles['idle'] : styles['done']}
          stroke="var(--studio-accent)"
          strokeLinecap="round"
          strokeDasharray={LENGTH}
          // A little is always to be seen: it has begun.
          strokeDashoffset={LENGTH * (1 - Math.max(progress ?? 0, 0.06))}
        />
      </svg>
      {progress !== null && <span className="numbers">{percent}%</span>}
    </div>
  );
}
