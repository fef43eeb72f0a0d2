import type { Bezoeker } from '../lay-out/bezoeker.ts';
import { heeftRol } from '../lay-out/bezoeker.ts';
import type { Beoordelaar, Lijst } from './vernietiging.contract.ts';

export const ROLLEN: Record<Beoordelaar, { rol: string; naam: string; uitleg: string }> = {
  proceseigenaar: { rol: 'teamleider', naam: 'Proceseigenaar', uitleg: 'Heeft het team de stukken nog nodig voor het werk?' },
  archivaris: { rol: 'archivaris', naam: 'Archivaris', uitleg: 'Klopt de termijn, en is er niets dat bewaard moet blijven?' },
  zorgdrager: { rol: 'zorgdrager', naam: 'Gemeentesecretaris, namens het college', uitleg: 'Mogen deze dossiers weg?' },
};

export const VOLGORDE: readonly Beoordelaar[] = ['proceseigenaar', 'archivaris', 'zorgdrager'];

export type Stapstand = 'klaar' | 'nu' | 'straks' | 'nee';

export interface Stap {
  naam: string;
  stand: Stapstand;
  uitleg: string;
  wanneer: string | null;
  toelichting: string | null;
}

/** The way of a list from its making to its end, as it stands. */
export function stappen(l: Lijst): Stap[] {
  const nu = l.aanDeBeurt;
  const begin: Stap = {
    naam: l.status === 'opgesteld' ? 'Lijst wordt samengesteld' : 'Lijst samengesteld',
    stand: l.status === 'opgesteld' ? 'nu' : 'klaar',
    uitleg: l.status === 'opgesteld' ? 'We vragen bij elk dossier op wat er precies weggaat. Dat duurt even.' : '',
    wanneer: l.samengesteldOp,
    toelichting: null,
  };
  const oordelen = VOLGORDE.map((rol): Stap => {
    const b = l.beoordelingen.find((x) => x.rol === rol);
    const stand = b ? (b.besluit === 'akkoord' ? 'klaar' : 'nee') : rol === nu ? 'nu' : 'straks';
    return {
      naam: b ? `${ROLLEN[rol].naam}: ${b.besluit === 'akkoord' ? 'akkoord' : 'niet akkoord'}` : ROLLEN[rol].naam,
      stand,
      uitleg: b ? '' : ROLLEN[rol].uitleg,
      wanneer: b?.tijdstip ?? null,
      toelichting: b?.toelichting ?? null,
    };
  });
  const bezig = l.status === 'in-uitvoering';
  const einde: Stap = {
    naam: l.status === 'uitgevoerd' ? 'Vernietigd' : bezig ? 'Vernietigen is bezig' : 'Vernietigen',
    stand: l.status === 'uitgevoerd' ? 'klaar' : bezig || l.status === 'goedgekeurd' ? 'nu' : 'straks',
    uitleg: l.status === 'goedgekeurd' ? 'Iedereen is akkoord. De informatiebeheerder kan de lijst uitvoeren.' : '',
    wanneer: null,
    toelichting: null,
  };
  return l.status === 'afgewezen' ? [begin, ...oordelen] : [begin, ...oordelen, einde];
}

/** What this visitor can do with this list now. Selectielijst decides; this only keeps a button away that would be refused. */
export function kan(b: Pick<Bezoeker, 'persoon'>, l: Pick<Lijst, 'status' | 'aanDeBeurt' | 'samengesteldDoor'>): { beoordelen: Beoordelaar | null; uitvoeren: boolean } {
  const nu = l.aanDeBeurt;
  const mijn = nu !== null && heeftRol(b, ROLLEN[nu].rol) && b.persoon?.id !== l.samengesteldDoor;
  return { beoordelen: mijn ? nu : null, uitvoeren: l.status === 'goedgekeurd' && heeftRol(b, 'informatiebeheerder') };
}
