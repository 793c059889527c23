import { config } from 'zod/v4/core';

// zod writes faster parsers as it goes and tries `new Function` to see whether it may, which the policy of the page
// refuses and the browser reports. Said before any schema is made, and so imported before anything else.
config({ jitless: true });
