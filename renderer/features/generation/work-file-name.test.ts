import { expect, it } from 'vitest';
import { workFileName } from './work-file-name.ts';

const png = { index: 1, mimeType: 'image/png' };

it('names a file after its prompt, and its number when there are several', () => {
  expect(workFileName({ prompt: '雾中群山，清晨', count: 1 }, png)).toBe('雾中群山，清晨.png');
  expect(workFileName({ prompt: 'a hill', count: 4 }, png)).toBe('a hill-2.png');
  expect(workFileName({ prompt: 'a line', count: 1 }, { index: 0, mimeType: 'text/plain' })).toBe(
    'a line.txt',
  );
});

it('makes a name of any prompt that every file system takes', () => {
  expect(workFileName({ prompt: '../a\n"b"? <c>', count: 1 }, png)).toBe('a b c.png');
  expect(workFileName({ prompt: '...', count: 1 }, png)).toBe('creator-studio.png');
  expect(workFileName({ prompt: '😀'.repeat(60), count: 1 }, png)).toBe(`${'😀'.repeat(40)}.png`);
});
