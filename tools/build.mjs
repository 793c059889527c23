import { launch } from './launch/launch.mjs';

// `npm run build`: the web app in dist/web, as `npm start` builds it.
await launch((_run, build) => build());
