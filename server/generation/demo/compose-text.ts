import { createHash } from 'node:crypto';

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Longest piece of the prompt that is quoted, in characters. */
const QUOTE_LENGTH = 60;

const CHINESE = {
  label: '（演示文本）',
  untitled: '一张白纸',
  openings: [
    '「{topic}」——写下这几个字的时候，窗外的光正好落在桌角。',
    '说到「{topic}」，最先浮上来的不是画面，而是一种温度。',
    '如果把「{topic}」放进一只玻璃瓶，摇一摇，会听见很轻的声音。',
    '有人问我「{topic}」是什么样子，我想了很久，才找到合适的词。',
  ],
  middles: [
    '它有自己的节奏：先是安静，然后一点点亮起来，像潮水退去后留下的贝壳，每一枚都记得海的形状。',
    '远处的颜色慢慢变深，近处的细节却越来越清楚，仿佛有人替我们调好了焦距，只等一个愿意停下来看的人。',
    '我们总以为重要的事情会大声说话，其实它们大多轻手轻脚，路过时只在门缝里留下一点风。',
    '把它拆开来看，不过是光、时间和一点耐心；合在一起，就成了谁也说不完的故事。',
  ],
  closings: [
    '于是我把这一刻记下来，留给下一个抬头的人。',
    '故事到这里还没有结束，剩下的部分，轮到你来写。',
    '愿你读到这里时，也刚好有一束光落在手边。',
    '等风停了，再从头读一遍，会发现它又长出了新的叶子。',
  ],
} as const;

const ENGLISH = {
  label: '(Demo text)',
  untitled: 'a blank page',
  openings: [
    '“{topic}” – the words had hardly settled on the page when the light in the room began to change.',
    'Ask ten people about “{topic}” and you will hear ten stories; this is the eleventh.',
    'Suppose “{topic}” could be kept in a glass jar. Hold it to your ear, and it hums.',
    'It began, as these things do, with “{topic}” and a window left open.',
  ],
  middles: [
    'It keeps a rhythm of its own: quiet first, then brighter by degrees, like shells left behind by the tide, each remembering the shape of the sea.',
    'Far away the colours deepened while the small things close at hand grew clear, as if somebody had set the focus and was only waiting for a person who would stop and look.',
    'We expect what matters to speak up, yet most of it goes by on tiptoe and leaves no more than a little wind under the door.',
    'Taken apart it is nothing but light, time and some patience; put together it is a story nobody has finished telling.',
  ],
  closings: [
    'So the moment was written down, for whoever looks up next.',
    'It does not end here. The rest is yours to write.',
    'May a little light be lying near your hand as you read this.',
    'Read it again when the wind has dropped: it will have grown a new leaf.',
  ],
} as const;

const segmenter = new Intl.Segmenter();

/** The characters of a text as a reader counts them: an emoji of several code points is one. */
export function splitCharacters(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * A short text that answers `prompt` in its own language (Chinese for any CJK, else English), opens with a label that
 * says it is a demonstration, and is the same for the same prompt and seed.
 */
export function composeText(prompt: string, seed: number | null): string {
  const words = CJK.test(prompt) ? CHINESE : ENGLISH;
  const digest = createHash('sha256')
    .update(`${seed ?? ''}\n${prompt}`)
    .digest();
  const pick = (choices: readonly string[], byte: number): string =>
    choices[digest.readUInt8(byte) % choices.length] ?? '';
  const characters = splitCharacters(prompt === '' ? words.untitled : prompt);
  const topic =
    characters.length > QUOTE_LENGTH ? `${characters.slice(0, QUOTE_LENGTH).join('')}…` : characters.join('');
  const first = digest.readUInt8(1) % words.middles.length;
  const second = (first + 1 + (digest.readUInt8(2) % (words.middles.length - 1))) % words.middles.length;
  const sentences = [
    // A function, because a `$` in the topic would mean something to `replace`.
    pick(words.openings, 0).replace('{topic}', () => topic),
    words.middles[first],
    words.middles[second],
    pick(words.closings, 3),
  ];
  return `${words.label} ${sentences.join(words === CHINESE ? '' : ' ')}`;
}
