/** Days from `from` to `to`, both included, as the user's calendar counts them: `yyyy-mm-dd`; null: open. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Whether `text` is a day that exists. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && Number(match[1]) >= 1970 && formatDay(startOfDay(text)) === text;
}

/** The instant at which a day begins where the user is, or the day so many days later. */
export function startOfDay(day: string, daysLater = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater);
}

/** The user's calendar day of an instant. */
export function formatDay(instant: Date): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${instant.getFullYear()}-${pad(instant.getMonth() + 1)}-${pad(instant.getDate())}`;
}

/** The last so many days, today included. */
export function lastDays(count: number, now: Date): DayRange {
  const today = formatDay(now);
  return { from: formatDay(startOfDay(today, 1 - count)), to: today };
}
