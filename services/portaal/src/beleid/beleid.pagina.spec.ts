import type { Bezoeker } from '../lay-out/bezoeker.ts';
import type { HeleBeleidsversie } from './beleid.contract.ts';
import { beleidpagina, beleidspagina } from './beleid.pagina.ts';

const versie: HeleBeleidsversie = {
  versie: 3, status: 'voorgelegd', basis: 2, reden: 'Archivaris leest mee', auteur: 'bas', ingangsdatum: '2026-12-01', geldigVanaf: null, aangemaakt: '2026-11-22T10:00:00Z',
  beoordelaar: null, beoordeeldOp: null, oordeel: null, terugNaar: null, gelijkAanMeegeleverd: false,
  verschilMetMeegeleverd: { erbij: ['archivaris-leest'], weg: [], anders: [] }, onderzoek: null,
  regels: [{ id: 'archivaris-leest', toelichting: 'De archivaris leest mee.', effect: 'permit', tekst: 'permit(principal, action, resource);' }],
};
const bezoeker = (id: string, ...rollen: string[]): Bezoeker => ({
  gemeente: { oin: '00000001999990007000', naam: 'Gemeente Overbrugge', demonstratie: true },
  persoon: { id, naam: id, soort: 'medewerker', rollen },
  formuliercode: 'c', eenmalig: 'e', melding: null, pad: '/beleid/3',
});
const [bas, petra, noor] = [bezoeker('bas', 'applicatiebeheerder'), bezoeker('petra', 'privacy-officer'), bezoeker('noor', 'behandelaar')];
const blad = (b: Bezoeker, v: Partial<HeleBeleidsversie> = {}): string => String(beleidpagina(b, { ...versie, ...v }, '1').inhoud);

describe('a version that was put forward', () => {
  it('is established or turned down by another, and can be taken back by its author', () => {
    expect(blad(petra)).toContain('Stel deze versie vast');
    expect(blad(petra)).toContain('Wijs deze versie af');
    expect(blad(bas)).toContain('Een ander moet dit vaststellen');
    expect(blad(bas)).toContain('Trek deze versie in');
    expect(blad(bas)).not.toContain('Stel deze versie vast');
    for (const knop of ['Trek deze versie in', 'Stel deze versie vast', 'Wijs deze versie af']) expect(blad(noor)).not.toContain(knop);
  });

  it('says afterwards which of the two it was', () => {
    const [zelf, ander] = [{ ...versie, status: 'afgewezen' as const, beoordelaar: 'bas', oordeel: 'Fout' }, { ...versie, status: 'afgewezen' as const, beoordelaar: 'petra', oordeel: 'Te ruim' }];
    for (const woord of ['Ingetrokken', 'Waarom ingetrokken']) expect(blad(bas, zelf)).toContain(woord);
    for (const woord of ['Afgewezen', 'Waarom afgewezen']) expect(blad(bas, ander)).toContain(woord);
    expect(String(beleidspagina(bas, { links: {}, resultaten: [zelf] }, null).inhoud)).toContain('Ingetrokken');
  });
});
