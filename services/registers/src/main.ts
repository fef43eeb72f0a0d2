import { setFlagsFromString } from 'node:v8';
import { startComponent } from '@bronhuis/component';
import { registers } from './definitie.ts';

// A delivery fills memory with what lives as long as a piece of it. V8 would let its heap grow by a third before it goes through
// all of it again; with two thirds that is half as often, for thirty megabytes.
setFlagsFromString('--heap-growing-percent=70');
await startComponent(registers);
