import { menu, startpagina, taken, veiligPad } from './menu.ts';
import type { Persoon } from '../sessie/sessie.ts';

const medewerker = (...rollen: string[]): Persoon => ({ id: 'x', naam: 'X', soort: 'medewerker', rollen });

describe('the menu', () => {
  it('shows an employee only what the role can do', () => {
    expect(taken(medewerker('woo-coordinator')).map((p) => p.pad)).toEqual(['/concepten']);
    expect(taken(medewerker('archivaris')).map((p) => p.pad)).toEqual(['/dossiers', '/vernietigingslijsten']);
    expect(taken(medewerker('fg')).map((p) => p.pad)).toEqual(['/cijfers', '/register', '/controles', '/beslissingen']);
    expect(taken(medewerker('ciso')).map((p) => p.pad)).toEqual(['/register', '/controles', '/beslissingen', '/beleid', '/toegang']);
    expect(taken(medewerker('gegevenseigenaar')).map((p) => p.pad)).toEqual(['/toegang']);
    expect(taken(medewerker('behandelaar')).map((p) => p.pad)).toEqual(['/dossiers', '/objecttypen']);
    expect(taken(medewerker('rol-zonder-taken'))).toEqual([]);
  });

  it('a resident and an unknown visitor see the same', () => {
    const inwoner: Persoon = { id: 'b', naam: 'B', soort: 'inwoner', rollen: ['inwoner'] };
    expect(menu(inwoner)).toEqual(menu(null));
    expect(menu(null).map((p) => p.pad)).toEqual(['/', '/uw-gegevens']);
    expect(menu(medewerker('archivaris')).map((p) => p.pad)).not.toContain('/uw-gegevens');
  });

  it('everybody starts where their work is', () => {
    expect(startpagina({ id: 'b', naam: 'B', soort: 'inwoner', rollen: ['inwoner'] })).toBe('/uw-gegevens');
    expect(startpagina(medewerker('woo-coordinator'))).toBe('/concepten');
    expect(startpagina(medewerker('archivaris'))).toBe('/mijn-werk');
    expect(startpagina(medewerker('applicatiebeheerder'))).toBe('/mijn-werk');
    expect(startpagina(medewerker('fg'))).toBe('/mijn-werk');
  });

  it('leads to no other site after signing in', () => {
    expect(veiligPad('/dossiers/1?x=y')).toBe('/dossiers/1?x=y');
    for (const fout of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', undefined, '/a b', '/\t/evil']) {
      expect(veiligPad(fout)).toBeNull();
    }
  });
});
