import { Probleem } from './probleem.ts';

describe('problem details', () => {
  it('says all faults at once with status 400', () => {
    const p = Probleem.ongeldig([
      { name: 'naam', reason: 'ontbreekt', code: 'required' },
      { name: 'datum', reason: 'is geen datum' },
    ]);
    expect(p).toBeInstanceOf(Error);
    expect(p.naarJson()).toEqual({
      status: 400,
      title: 'De aanvraag klopt niet',
      detail: expect.any(String),
      invalidParams: [
        { name: 'naam', reason: 'ontbreekt', code: 'required' },
        { name: 'datum', reason: 'is geen datum' },
      ],
    });
  });

  it('further members can never hide the status', () => {
    const p = Probleem.verdwenen('De bewaartermijn is verstreken', { reden: 'bron-vernietigd', status: 200 });
    expect(p.naarJson()).toMatchObject({ status: 410, reden: 'bron-vernietigd' });
  });

  it('gives each kind its own status and never an undefined member', () => {
    const soorten = [
      Probleem.nietAangemeld('x'),
      Probleem.verboden('x'),
      Probleem.nietGevonden(),
      Probleem.conflict('x'),
      Probleem.verdwenen('x'),
      Probleem.voorwaardeMislukt('x'),
      Probleem.teGroot('x'),
      Probleem.verkeerdMediatype('x'),
      Probleem.voorwaardeVereist('x'),
      Probleem.nietBeschikbaar('x', 0.2),
    ];
    expect(soorten.map((p) => p.status)).toEqual([401, 403, 404, 409, 410, 412, 413, 415, 428, 503]);
    for (const p of soorten) expect(Object.values(p.naarJson())).not.toContain(undefined);
    expect(soorten.at(-1)?.headers).toEqual({ 'Retry-After': '1' });
    expect(Probleem.conflict('x', 'al-beoordeeld').naarJson()).toMatchObject({ code: 'al-beoordeeld' });
  });
});
