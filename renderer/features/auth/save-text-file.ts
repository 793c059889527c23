/** Has the browser save `lines` as a text file; with line ends and a mark that every editor reads. */
export function saveTextFile(name: string, lines: readonly string[]): void {
  const url = URL.createObjectURL(
    new Blob(['\uFEFF', lines.join('\r\n'), '\r\n'], { type: 'text/plain;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
