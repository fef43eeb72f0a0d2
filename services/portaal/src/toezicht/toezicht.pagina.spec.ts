import type { Activiteit } from './toezicht.contract.ts';
import { cijferspagina, registerpagina } from './toezicht.pagina.ts';

describe('figures for who oversees', () => {
  it('stand by month, the last first, and small numbers stay vague', () => {
    const blad = String(
      cijferspagina({
        resultaten: [
          { naam: 'Evenementen', maand: '2026-10', verwerkingen: '12345', betrokkenen: '<5' },
          { naam: null, maand: '2026-11', verwerkingen: '6', betrokkenen: '5' },
        ],
      }).inhoud,
    );
    expect(blad.indexOf('November 2026')).toBeLessThan(blad.indexOf('Oktober 2026'));
    expect(blad).toContain('12.345');
    expect(blad).toContain('minder dan 5');
    expect(blad).toContain('Niet in het register');
  });

  it('say so when there are none', () => {
    expect(String(cijferspagina({ resultaten: [] }).inhoud)).toContain('geen gegevens van mensen gebruikt');
  });
});

describe('the register', () => {
  const a: Activiteit = {
    naam: 'Toezicht',
    doel: 'Om te zien of het klopt.',
    grondslag: ['Gemeentewet artikel 174'],
    bestuursorgaan: 'burgemeester',
    vertrouwelijk: true,
    betrokkenen: ['aanvrager'],
    gegevenscategorieen: ['naam', 'adres'],
    bewaartermijn: { selectielijst: { naam: 'Selectielijst', jaar: 2020 }, nummer: '19.1', termijn: 'P5Y' },
    van: '2026-01-01',
    tot: null,
  };

  it('says for what, of whom, by which rule and how long', () => {
    const blad = String(registerpagina({ resultaten: [a, { ...a, naam: 'Gewoon', vertrouwelijk: false }] }).inhoud);
    for (const woord of ['Naam en adres', 'Gemeentewet artikel 174', '5 jaar', '1 januari 2026']) expect(blad).toContain(woord);
    expect(blad.match(/Inwoners zien dit gebruik niet/g)).toHaveLength(1);
  });
});
