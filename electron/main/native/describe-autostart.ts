/**
 * What the desktop of Linux starts at login (freedesktop.org, "Desktop Application Autostart Specification"), quoted as
 * its "Desktop Entry Specification" says of Exec.
 */
export function describeAutostart(program: string): string {
  const quoted = program
    .replace(/["`$\\]/g, '\\$&')
    .replace(/\\/g, '\\\\')
    .replace(/%/g, '%%')
    // A name may hold one; the line must not end there.
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return `[Desktop Entry]\nType=Application\nName=Creator Studio\nExec="${quoted}"\nTerminal=false\n`;
}
