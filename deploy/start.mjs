// `npm start`: everything on one machine that has only Node.js.
import { maakKlaar } from './bouw.mjs';

maakKlaar();
await import('./dist/src/start.js');
