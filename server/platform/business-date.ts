const formats = new Map<string, Intl.DateTimeFormat>();

/** The last answer: a batch asks for the same instant again and again, and formatting is slow. */
let latest = { instantMs: Number.NaN, timeZone: '', date: '' };

/** The day of `instant` in `timeZone`, as `yyyy-mm-dd`. */
export function businessDate(instant: Date | number, timeZone: string): string {
  const instantMs = Number(instant);
  if (latest.instantMs === instantMs && latest.timeZone === timeZone) return latest.date;
  let format = formats.get(timeZone);
  if (!format) {
    // The Swedish locale writes dates the ISO way.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  latest = { instantMs, timeZone, date: format.format(instantMs) };
  return latest.date;
}

/** The `count` days up to and including that of `instant`, oldest first. */
export function lastBusinessDates(instant: Date, count: number, timeZone: string): string[] {
  const last = Date.parse(`${businessDate(instant, timeZone)}T00:00:00Z`);
  return Array.from({ length: count }, (_, i) =>
    new Date(last - (count - 1 - i) * 86_400_000).toISOString().slice(0, 10),
  );
}
