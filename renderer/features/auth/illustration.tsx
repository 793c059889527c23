import styles from './auth.module.css';

/** A sentence and the picture that came of it. */
export function Illustration({ prompt, done }: { readonly prompt: string; readonly done: string }) {
  return (
    <div className={styles['illustration']} aria-hidden="true">
      <div className={styles['picture']}>
        <svg viewBox="0 0 360 220" preserveAspectRatio="xMidYMid slice">
          <rect width="360" height="220" className={styles['sky']} />
          <circle cx="252" cy="84" r="30" className={styles['sun']} />
          <path
            d="M0 138c40-26 66-44 98-44s52 34 84 34 44-40 82-40 62 30 96 48v84H0z"
            className={styles['farHills']}
          />
          <path
            d="M0 172c34-18 70-30 104-26s62 22 98 18 66-30 98-30 42 10 60 18v68H0z"
            className={styles['hills']}
          />
          <path d="M0 200c60-20 120-22 180-12s122 8 180-8v40H0z" className={styles['nearHills']} />
          <path d="M196 62q6-6 12 0q6-6 12 0M170 80q5-5 10 0q5-5 10 0" className={styles['birds']} />
        </svg>
        <span className={styles['done']}>
          <svg width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="2">
            <path d="M3 8.5l3.2 3.2L13 5" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
          {done}
        </span>
      </div>
      <div className={styles['prompt']}>
        {prompt}
        <i className={styles['caret']} />
      </div>
    </div>
  );
}
