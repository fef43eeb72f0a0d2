import { startComponent } from '@bronhuis/component';
import { verantwoording } from './verantwoording.ts';

await startComponent(verantwoording);
