import { startComponent } from '@bronhuis/component';
import { registers } from './definitie.ts';

await startComponent(registers);
