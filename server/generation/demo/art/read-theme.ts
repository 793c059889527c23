import type { Mood } from './palettes.ts';

/** The pictures there are. */
const COMPOSITION_NAMES = [
  'ranges',
  'seascape',
  'forest',
  'skyline',
  'dunes',
  'bloom',
  'orbits',
  'ribbons',
  'glass',
  'weave',
  'ink',
] as const;
export type CompositionName = (typeof COMPOSITION_NAMES)[number];

/** What a prompt's words ask of a picture. */
export interface Theme {
  /** The first one answers the prompt best; never empty. */
  readonly compositions: readonly CompositionName[];
  /** True when a word named the composition; false when any would do. */
  readonly named: boolean;
  readonly moods: readonly Mood[];
  /** Moods the words insist on: a starry prompt by day would look like a mistake. */
  readonly required: readonly Mood[];
  readonly stars: boolean;
  readonly moon: boolean;
  readonly sun: boolean;
  readonly snow: boolean;
  readonly rain: boolean;
  readonly lake: boolean;
  readonly blossom: boolean;
}

interface Subject {
  readonly words: RegExp;
  readonly compositions: readonly CompositionName[];
  readonly moods: readonly Mood[];
}

const SUBJECTS: readonly Subject[] = [
  {
    words:
      /城|都市|街|楼|建筑|霓虹|赛博|\b(city|cities|cityscape|town|street|skyline|tower|building|neon|cyber\w*|urban)s?\b/gi,
    compositions: ['skyline'],
    moods: ['night', 'dusk'],
  },
  {
    words: /森|树|林|竹|\b(forest|tree|wood|pine|jungle|bamboo|woodland)s?\b/gi,
    compositions: ['forest'],
    moods: ['green'],
  },
  {
    words: /沙漠|沙丘|戈壁|大漠|骆驼|\b(desert|dune|sahara|camel|sand)s?\b/gi,
    compositions: ['dunes'],
    moods: ['desert'],
  },
  {
    words:
      /花|玫瑰|牡丹|莲|樱|梅|菊|\b(flower|blossom|bloom|rose|peony|peonies|lotus|dahlia|tulip|petal|sakura|garden)s?\b/gi,
    compositions: ['bloom'],
    moods: ['pink', 'spring', 'red'],
  },
  {
    words:
      /海|洋|浪|潮|帆|船|岛|沙滩|\b(sea|ocean|wave|beach|beaches|coast|sail|boat|ship|island|tide|harbou?r|surf)s?\b/gi,
    compositions: ['seascape'],
    moods: ['sea'],
  },
  {
    words: /山|峰|岭|谷|悬崖|\b(mountain|hill|peak|alp|valley|valleys|cliff|fuji|himalaya|landscape)s?\b/gi,
    compositions: ['ranges'],
    moods: ['day', 'dawn'],
  },
  { words: /湖|江|河|\b(lake|river|pond)s?\b/gi, compositions: ['ranges'], moods: ['dawn', 'day'] },
];

/** Words that make the whole picture only when no subject above is there. */
const LESSER_SUBJECTS: readonly Subject[] = [
  {
    words:
      /宇宙|太空|星球|行星|银河|星系|星云|火箭|外星|\b(space|planet|galax\w+|cosmos|cosmic|universe|nebula|orbit|saturn|astronaut|rocket|alien)s?\b/gi,
    compositions: ['orbits'],
    moods: ['night'],
  },
  { words: /星|\bstar(s|ry|light)?\b/gi, compositions: ['orbits', 'ranges'], moods: ['night'] },
  {
    words: /水墨|墨|书法|国画|禅|茶|\b(ink|calligraphy|zen|tea|brush|watercolou?r)s?\b/gi,
    compositions: ['ink'],
    moods: ['ink'],
  },
  {
    words:
      /玻璃|彩窗|教堂|水晶|宝石|马赛克|\b(glass|crystal|mosaic|cathedral|gem|jewel|church|kaleidoscope)s?\b/gi,
    compositions: ['glass'],
    moods: [],
  },
  {
    words:
      /音乐|旋律|织|丝绸|声|波|节奏|\b(music|song|melody|rhythm|silk|fabric|sound|woven|weave|jazz|piano)s?\b/gi,
    compositions: ['weave', 'ribbons'],
    moods: [],
  },
  {
    words: /风|舞|流|云|发|龙|火|\b(wind|dance\w*|flow\w*|cloud|hair|dragon|fire|flame|smoke|dream)s?\b/gi,
    compositions: ['ribbons'],
    moods: [],
  },
  { words: /雪|冬|\b(snow\w*|winter)\b/gi, compositions: ['ranges', 'forest'], moods: ['snow'] },
  {
    words: /太阳|日落|日出|夕阳|朝阳|落日|晚霞|朝霞|月|夜|\b(sun\w*|dusk|dawn|moon\w*|night)\b/gi,
    compositions: ['seascape', 'ranges', 'dunes'],
    moods: [],
  },
];

const MOOD_WORDS: readonly (readonly [RegExp, readonly Mood[]])[] = [
  [
    /夜|月(?!饼|份)|晚上|霓虹|赛博|星(?!球|期|巴)|银河|\b(night|midnight|moon\w*|dark|nocturn\w*|neon|cyber\w*|aurora|star(s|ry|light)?)\b|极光/i,
    ['night'],
  ],
  [/日落|夕阳|落日|黄昏|晚霞|傍晚|\b(sunset|dusk|evening|twilight)\b/i, ['dusk', 'orange']],
  [/日出|清晨|黎明|朝|晨|\b(sunrise|dawn|morning)\b/i, ['dawn']],
  [/阳光|白天|晴|\b(sunny|day|daylight|noon|summer)\b|夏/i, ['day']],
  [/雪|冰|冬|\b(snow\w*|ice|icy|winter|frost\w*|arctic)\b/i, ['snow']],
  [/春|樱|\b(spring|sakura|cherry)\b/i, ['spring', 'pink']],
  [/秋|枫|\b(autumn|fall|maple)\b/i, ['autumn']],
  [/极光|\baurora\b/i, ['green', 'teal']],
  [/红|赤|\b(red|crimson|scarlet|rose)\b|玫瑰|火|\bfire\b/i, ['red']],
  [/橙|橘|\borange\b/i, ['orange']],
  [/金|黄|\b(gold\w*|yellow|amber)\b/i, ['gold']],
  [/绿|翠|\b(green|emerald|jade)\b|竹/i, ['green']],
  [/青|碧|\b(teal|turquoise|cyan)\b/i, ['teal']],
  [/蓝|\b(blue|azure|indigo)\b/i, ['blue']],
  [/紫|\b(purple|violet|lavender)\b|薰衣草/i, ['purple']],
  [/粉|\b(pink|love|romantic)\b|爱|浪漫/i, ['pink']],
  [/灰|雾|雨|\b(gr[ae]y|fog\w*|mist\w*|rain\w*)\b/i, ['gray']],
  [/水墨|墨|禅|\b(ink|zen)\b/i, ['ink']],
];

function firstPlace(words: RegExp, prompt: string): number {
  return prompt.search(new RegExp(words.source, 'i'));
}

/** Reads Chinese and English words of a prompt into what the picture should show; without any, everything is possible. */
export function readTheme(prompt: string): Theme {
  const has = (words: RegExp): boolean => words.test(prompt);
  const found = (list: readonly Subject[]): Subject[] =>
    list
      .map((subject) => ({ subject, place: firstPlace(subject.words, prompt) }))
      .filter(({ place }) => place >= 0)
      .sort((one, other) => one.place - other.place)
      .map(({ subject }) => subject);
  const subjects = found(SUBJECTS);
  const [subject = found(LESSER_SUBJECTS)[0]] = subjects;
  const asked = MOOD_WORDS.filter(([words]) => has(words)).flatMap(([, moods]) => moods);
  return {
    compositions: subject?.compositions ?? COMPOSITION_NAMES,
    named: subject !== undefined,
    // What the words ask for counts twice, what usually goes with the subject once.
    moods: [...asked, ...asked, ...(subject?.moods ?? [])],
    required: (['night', 'dusk', 'snow'] as const).filter((mood) => asked.includes(mood)),
    stars: has(/星|银河|夜|极光|\b(star\w*|night|galaxy|milky|aurora)\b/i),
    moon: has(/月|夜|\b(moon\w*|night)\b/i) && !has(/日落|日出|\bsun\w*/i),
    sun: has(/太阳|阳|日(?!常|子|记)|霞|\b(sun\w*|dawn|dusk)\b/i),
    snow: has(/雪|冰|冬|\b(snow\w*|winter|ice|icy|frost\w*)\b/i),
    rain: has(/雨|\brain\w*\b/i),
    lake: has(/湖|江|河|水(?!墨|彩|晶)|倒影|\b(lake|river|pond|reflect\w*|water)s?\b/i),
    blossom: has(/樱|梅|桃花|枝|\b(sakura|cherry|blossom|plum|branch)/i),
  };
}
