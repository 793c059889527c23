import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { APP_PATHS } from '../../../shared/app-paths.ts';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { galleryPath } from './gallery-path.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { WorkTile } from './work-tile.tsx';
import styles from './recent-works.module.css';

/** How many of the newest works are worth a row. */
const SHOWN = 12;

/** The newest works in one row, each leading to itself among all of them. */
export function RecentWorks({ works }: { readonly works: readonly GenerationView[] }) {
  const { t } = useGenerationTexts();
  const row = useRef<HTMLUListElement>(null);
  const newest = works[0]?.id;
  // The browser keeps what was in sight where it is: the newest would come in before it, unseen.
  useEffect(() => {
    row.current?.scrollTo({ left: 0 });
  }, [newest]);
  if (works.length === 0) return null;
  return (
    <section className={styles['recent']} aria-labelledby="recent-works">
      <header>
        <h2 id="recent-works">{t('recent.title')}</h2>
        <Link to={APP_PATHS.gallery}>{t('recent.all')}</Link>
      </header>
      <ul ref={row}>
        {works.slice(0, SHOWN).map((work) => (
          <li key={work.id}>
            <Link to={galleryPath(work.id)}>
              <WorkTile work={work} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
