import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanFileName } from './clean-file-name.ts';

it.each([
  ['灯塔 at night.png', '灯塔 at night.png'],
  ['version 1.2 of it.PNG', 'version 1.2 of it.PNG'],
  ['../../etc/passwd', 'etc passwd'],
  ['..\\..\\lake.png', 'lake.png'],
  ['/abs/olute.png', 'abs olute.png'],
  ['C:\\x.png', 'C x.png'],
  ['x.png:stream', 'x_png stream'],
  ['a\0b\n.png', 'a b.png'],
  ['a\u0085\u2028b.png', 'a b.png'],
  ['%2e%2e%2fx.png', '%2e%2e%2fx.png'],
  ['con.png', 'creation.png'],
  ['Con .png', 'creation.png'],
  ['aux.tar.png', 'creation.png'],
  ['com¹.txt', 'creation.txt'],
  ['CONIN$', 'creation'],
  ['NUL', 'creation'],
  ['nullable.png', 'nullable.png'],
  ['.png', 'png'],
  ['..png', 'png'],
  ['...', 'creation'],
  ['  ', 'creation'],
  ['', 'creation'],
  ['evil\u202egnp.exe', 'evil gnp_exe'],
  ['evil\u202e.exe.png', 'evil .exe.png'],
  ['a\u200b\u061c\ufeff\u2066b.png', 'a b.png'],
  ['\ud800.png', '\ufffd.png'],
  ['name. ', 'name'],
  ['name. .png', 'name.png'],
  ['run.exe', 'run_exe'],
  ['run.png.lnk', 'run_png_lnk'],
  ['run.desktop', 'run_desktop'],
  ['page.html', 'page_html'],
])('%j becomes %j', (name, cleaned) => {
  expect(cleanFileName(name)).toBe(cleaned);
});

it('is never too long for a file system, and cut within no character', () => {
  expect(cleanFileName(`${'灯'.repeat(500)}.png`)).toBe(`${'灯'.repeat(66)}.png`);
  expect(cleanFileName(`${'🌊'.repeat(500)}.png`)).toBe(`${'🌊'.repeat(50)}.png`);
  expect(cleanFileName(`${'a'.repeat(199)}. b.png`)).toBe(`${'a'.repeat(199)}.png`);
});

it('is one name that every system takes, whatever it was, and stays what it is', () => {
  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...Array.from('./\\:*?"<>| \0\n\u202e\u200b~$%con123png¹')),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 300,
  });
  fc.assert(
    fc.property(hostile, (name) => {
      const cleaned = cleanFileName(name);
      expect(cleaned).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}]|^[ .]|[ .]$/u);
      expect(Buffer.byteLength(cleaned)).toBeLessThan(230);
      expect(cleaned).not.toBe('');
      expect(cleanFileName(cleaned)).toBe(cleaned);
    }),
    { numRuns: 500 },
  );
});
