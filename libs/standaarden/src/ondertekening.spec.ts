import { controleerHandtekening, maakSleutelpaar, onderteken } from './ondertekening.ts';

describe('signatures (Ed25519 over canonical JSON)', () => {
  const { prive, publiek } = maakSleutelpaar('verklaring-1');
  const verklaring = { dossiers: 1, nummer: '11.1.1', wie: { rol: 'zorgdrager' } };

  it('the public key has no secret part', () => {
    expect(publiek).toMatchObject({ kty: 'OKP', crv: 'Ed25519', kid: 'verklaring-1' });
    expect(publiek.d).toBeUndefined();
    expect(prive.d).toBeDefined();
  });

  it('verifies whatever the order of the members', () => {
    const h = onderteken(verklaring, prive);
    expect(h).toMatchObject({ alg: 'EdDSA', kid: 'verklaring-1' });
    expect(controleerHandtekening({ wie: { rol: 'zorgdrager' }, nummer: '11.1.1', dossiers: 1 }, h, publiek)).toBe(
      true,
    );
  });

  it('refuses a changed text, another key, another kid and a damaged value', () => {
    const h = onderteken(verklaring, prive);
    expect(controleerHandtekening({ ...verklaring, dossiers: 2 }, h, publiek)).toBe(false);
    expect(controleerHandtekening(verklaring, h, { ...maakSleutelpaar('verklaring-1').publiek })).toBe(false);
    expect(controleerHandtekening(verklaring, { ...h, kid: 'ander' }, publiek)).toBe(false);
    expect(controleerHandtekening(verklaring, { ...h, waarde: '' }, publiek)).toBe(false);
    expect(
      controleerHandtekening(
        verklaring,
        { ...h, waarde: `A${h.waarde.slice(1)}` === h.waarde ? `B${h.waarde.slice(1)}` : `A${h.waarde.slice(1)}` },
        publiek,
      ),
    ).toBe(false);
    expect(() => onderteken(verklaring, { ...prive, kid: undefined })).toThrow('kid');
  });
});
