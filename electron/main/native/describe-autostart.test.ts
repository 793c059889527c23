import { expect, it } from 'vitest';
import { describeAutostart } from './describe-autostart.ts';

const findProgram = (program: string): string | undefined =>
  /^Exec=(.*)$/m.exec(describeAutostart(program))?.[1];

it('starts the program that is meant, whatever it is called', () => {
  expect(findProgram('/opt/Creator Studio/creator-studio')).toBe('"/opt/Creator Studio/creator-studio"');
  // Escaped twice: as a string of the file, and within the quotes of a command.
  expect(findProgram('/a"b`c$d\\e')).toBe('"/a\\\\"b\\\\`c\\\\$d\\\\\\\\e"');
  expect(findProgram('/100%.AppImage')).toBe('"/100%%.AppImage"');
});

it('says nothing else, also for a name with an end of a line in it', () => {
  const said = describeAutostart('/a\nExec=evil\rHidden=true');
  expect(said.trimEnd().split(/[\r\n]/)).toHaveLength(5);
  expect(said.match(/^Exec=/gm)).toHaveLength(1);
});
