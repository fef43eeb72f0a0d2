import { Probleem } from '@bronhuis/standaarden';
import { eisInzageInResultaat, keurGoed, vraagAan, type Controleverzoek } from './controleverzoek.ts';

const NU = new Date('2026-11-22T10:00:00Z');
const aanvraag = { medewerker: 'noor', reden: 'Melding van een inwoner over onterechte inzage', van: '2026-10-01', tot: '2026-10-31' };
const verzoek = (): Controleverzoek => vraagAan(aanvraag, 'carla', 'id', NU);

function probleem(werk: () => unknown): Probleem {
  try {
    werk();
  } catch (fout) {
    if (fout instanceof Probleem) return fout;
    throw fout;
  }
  throw new Error('nothing was refused');
}

describe('what did this employee consult', () => {
  it('needs a reason and a period', () => {
    expect(probleem(() => vraagAan({ ...aanvraag, reden: 'gewoon' + ' '.repeat(20) }, 'carla', 'id', NU)).invalidParams?.[0]?.name).toBe('reden');
    expect(probleem(() => vraagAan({ ...aanvraag, tot: '2026-09-30' }, 'carla', 'id', NU)).invalidParams?.[0]?.name).toBe('tot');
  });

  it('is approved by a second person: not by who asked, not by whom it is about, not twice', () => {
    expect(probleem(() => keurGoed(verzoek(), 'carla', NU)).status).toBe(403);
    expect(probleem(() => keurGoed(verzoek(), 'noor', NU)).status).toBe(403);
    const goedgekeurd = keurGoed(verzoek(), 'petra', NU);
    expect([goedgekeurd.status, goedgekeurd.goedkeurder]).toEqual(['goedgekeurd', 'petra']);
    expect(probleem(() => keurGoed(goedgekeurd, 'petra', NU)).status).toBe(409);
  });

  it('shows its result only to these two, after approval, for thirty days', () => {
    const goedgekeurd = keurGoed(verzoek(), 'petra', NU);
    expect(probleem(() => eisInzageInResultaat(verzoek(), 'carla', NU)).status).toBe(403);
    expect(probleem(() => eisInzageInResultaat(goedgekeurd, 'arjan', NU)).status).toBe(403);
    expect(() => eisInzageInResultaat(goedgekeurd, 'carla', new Date('2026-12-22T10:00:00Z'))).not.toThrow();
    expect(probleem(() => eisInzageInResultaat(goedgekeurd, 'petra', new Date('2026-12-22T10:00:01Z'))).status).toBe(410);
  });
});
