/** A file system takes 255 bytes (ext4, APFS) or as many UTF-16 units (NTFS); whoever writes it may add an ending of its own. */
const MAX_STEM_BYTES = 200;

/** Names that Windows keeps for devices, whatever follows the dot (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICES = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(\.|$)/i;

/** What the server's files are. Another ending could be one that a double click runs. */
const ENDING = /\.(png|jpe?g|webp|gif|avif|svg|txt|md|csv|json|zip|pdf)$/i;

/** A name for a file that every system takes, that leads into no other folder, and that reads as what the file is. */
export function cleanFileName(name: string): string {
  const cleaned = name
    .toWellFormed()
    .normalize('NFC')
    // Control characters, and the ones that are not seen but turn the order of what is.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '');
  const ending = ENDING.exec(cleaned)?.[0] ?? '';
  const stem = cut(cleaned.slice(0, cleaned.length - ending.length))
    .replaceAll('.', ending === '' ? '_' : '.')
    .replace(/[ .]+$/, '');
  const whole = `${stem}${ending}`;
  return stem === '' || DEVICES.test(whole) ? `creation${ending}` : whole;
}

/** The text as far as it fits, not within a character. */
function cut(text: string): string {
  let bytes = 0;
  let fitting = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_STEM_BYTES) break;
    fitting += character;
  }
  return fitting;
}
