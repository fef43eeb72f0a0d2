import { Probleem } from '@bronhuis/standaarden';
import { REDEN, type Einde, type Status } from './publicatie.ts';

export interface Openbaarheid {
  status: Status;
  gepubliceerdOp: Date | null;
}

/**
 * What an anonymous reader may know: a concept does not exist for him; what was public and is not any more, is gone
 * with its reason. @throws Probleem 404, 410
 */
export function eisOpenbaar<P extends Openbaarheid>(p: P | undefined): P {
  if (!p || p.gepubliceerdOp === null) throw Probleem.nietGevonden('Deze publicatie is er niet.');
  if (p.status === 'gepubliceerd') return p;
  const reden = REDEN[p.status as Einde];
  throw Probleem.verdwenen(`${reden}.`, { reden });
}
