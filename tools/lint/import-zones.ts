/** Folder names of the features under `server/`, with the other features each may call (docs/ARCHITECTURE.md). */
export const FEATURE_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  auth: [],
  credits: [],
  membership: [],
  payment: [],
  orders: ['credits', 'membership', 'payment'],
  generation: ['credits', 'membership'],
  statistics: ['auth', 'credits', 'membership', 'payment', 'orders', 'generation'],
  // Export and deletion of an account walk through everything that belongs to a user.
  account: ['auth', 'credits', 'membership', 'payment', 'orders', 'generation', 'statistics'],
};

/** One rule of `import-x/no-restricted-paths`: files under `target` do not import from `from`. */
export interface ImportZone {
  readonly target: string | string[];
  readonly from: string | string[];
  readonly except?: string[];
  readonly message: string;
}

const FEATURES = Object.keys(FEATURE_IMPORTS);

/** Who may not import whom inside the product; test files are exempt. Paths are relative to the repository. */
export function listImportZones(): ImportZone[] {
  return [
    ...listSharedZones(),
    ...FEATURES.flatMap(listFeatureZones),
    ...listServerZones(),
    ...listClientZones(),
  ];
}

function listSharedZones(): ImportZone[] {
  return [
    {
      target: './shared',
      from: './',
      except: ['./shared', './node_modules'],
      message: 'shared/ knows only itself and zod.',
    },
  ];
}

function listFeatureZones(feature: string): ImportZone[] {
  const allowed = FEATURE_IMPORTS[feature] ?? [];
  const others = FEATURES.filter((other) => other !== feature);
  const readsModels = feature === 'statistics';
  const zones: ImportZone[] = [
    {
      target: `./server/${feature}`,
      from: './server',
      except: [feature, 'platform', 'database', 'operators', ...allowed].map((name) => `./${name}`),
      message: `${feature} may import ${['platform', 'database', 'operators', ...allowed].join(', ')} and itself.`,
    },
    {
      target: `./server/${feature}`,
      from: others.map((other) => `./server/${other}/**/*.router.ts`),
      message: 'Routers are edges: only the root router imports them.',
    },
  ];
  if (!readsModels) {
    zones.push({
      target: `./server/${feature}`,
      from: others.map((other) => `./server/${other}/**/*.model.ts`),
      message: 'A model belongs to its feature: call the feature’s commands and steps.',
    });
  }
  return zones;
}

function listServerZones(): ImportZone[] {
  return [
    {
      target: ['./server/platform', './server/database'],
      from: './server',
      // The request context is a type that names every feature's services; procedures are typed by it.
      except: ['./platform', './database', './app-context.ts'],
      message: 'platform and database lie beneath the features and import none of them.',
    },
    {
      target: [
        './server/rest/**/*',
        './server/http/**/*',
        './server/jobs/**/*',
        './server/cli/**/*',
        './server/**/*.router.ts',
        './server/app-router.ts',
      ],
      from: './server/**/*.model.ts',
      message: 'Edges call commands and presenters, never models.',
    },
    {
      target: './server',
      from: ['./renderer', './electron', './tools'],
      message: 'The server knows neither its clients nor the tooling.',
    },
    {
      target: ['./server', './shared', './renderer', './electron'],
      from: './server/testing',
      message: 'server/testing is for tests.',
    },
    {
      target: ['./server', './shared', './renderer', './electron'],
      from: './**/*.test.{ts,tsx}',
      message: 'Nothing imports a test.',
    },
  ];
}

function listClientZones(): ImportZone[] {
  return [
    {
      target: './renderer',
      from: './server',
      except: ['./app-router.ts'],
      message: 'The renderer knows of the server only the type AppRouter.',
    },
    {
      target: './renderer',
      from: './electron/main',
      message: 'The renderer reaches the desktop shell through the bridge of the preload only.',
    },
    {
      target: './electron',
      from: ['./server', './renderer'],
      message: 'The desktop shell starts the server as a child process and imports none of it.',
    },
    {
      target: './electron/preload',
      from: './electron/main',
      message: 'The preload imports electron and types of shared.',
    },
  ];
}
