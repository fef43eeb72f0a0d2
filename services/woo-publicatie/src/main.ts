import { startComponent } from '@bronhuis/component';
import { definitie } from './definitie.ts';

await startComponent(definitie);
