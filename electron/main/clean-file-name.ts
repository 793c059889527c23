const MAX_LENGTH = 120;

/** Names that Windows keeps for devices, whatever follows the dot (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name for a file that every system takes and that leads into no other folder. */
export function cleanFileName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(cleaned)?.[0] ?? '';
  const stem = Array.from(cleaned.slice(0, cleaned.length - ending.length))
    .slice(0, MAX_LENGTH)
    .join('');
  const whole = `${stem.trim()}${ending}`;
  return whole === '' || whole === ending || DEVICES.test(whole) ? `creation${ending}` : whole;
}
