import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { imageRatio } from './image-frame.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import { OPENED_HERE } from './use-work-address.ts';
import { isUnfinished } from './work-state.ts';
import { WorkTile } from './work-tile.tsx';
import styles from './works-grid.module.css';

/** Width by height of what has no picture: words need as much, whatever shape the picture was to have. */
const CARD_RATIO = 1.15;

/** The same of what has come to nothing, which has little to say. */
const BARE_RATIO = 0.85;

/**
 * Works in rows of equal height, each as wide as its shape asks for: nothing is cropped, and the order stays that of
 * reading.
 */
export function WorksGrid({
  works,
  pathOf,
}: {
  readonly works: readonly GenerationView[];
  /** The address that shows a work. */
  readonly pathOf: (id: string) => string;
}) {
  const { t } = useGenerationTexts();
  return (
    <ul className={styles['grid']} aria-label={t('gallery.list')}>
      {works.map((work) => (
        <li
          key={work.id}
          data-bare={isBare(work)}
          style={{ '--ratio': String(tileRatio(work)) } as CSSProperties}
        >
          <Link to={pathOf(work.id)} state={OPENED_HERE} preventScrollReset>
            <WorkTile work={work} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function tileRatio(work: GenerationView): number {
  const { kind, options, outputs } = work;
  if (isBare(work)) return BARE_RATIO;
  return kind === 'IMAGE' ? imageRatio(outputs[0], options.size) : CARD_RATIO;
}

/** Whether it has come to nothing. */
function isBare(work: GenerationView): boolean {
  return work.outputs.length === 0 && !isUnfinished(work);
}
