import { startComponent } from '@bronhuis/component';
import { maakPortaal } from './portaal.ts';

await startComponent(await maakPortaal());
