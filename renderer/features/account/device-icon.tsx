import styles from './account.module.css';

const PHONES: readonly (string | null)[] = ['iPhone', 'iPad', 'Android', 'HarmonyOS'];

const SHAPES = {
  phone:
    'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3zM11 17.8h2',
  computer: 'M5.5 5h13A1.5 1.5 0 0 1 20 6.5V15H4V6.5A1.5 1.5 0 0 1 5.5 5zM2.5 18.5h19',
  program:
    'M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5zM7 9.5l2.5 2.5L7 14.5M12 14.5h4',
};

/** What kind of device it is, by its system; a program where none is known. */
export function DeviceIcon({ system }: { readonly system: string | null }) {
  const kind = system === null ? 'program' : PHONES.includes(system) ? 'phone' : 'computer';
  return (
    <svg
      className={styles['deviceIcon']}
      width="24"
      height="24"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={SHAPES[kind]} />
    </svg>
  );
}
