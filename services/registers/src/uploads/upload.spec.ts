import { decideDeel, decideVervolg, leesVervolg, metLengte } from './upload.ts';
import type { Upload } from './upload.ts';

const upload: Upload = { omvang: 100, ontvangen: 40, bezig: false, klaar: false };
const stuk = { offset: 40, laatste: false, lengte: 10 };
const code = (werk: () => unknown): unknown => {
  try {
    werk();
  } catch (fout) {
    const { status, code: eigen, invalidParams } = fout as { status: number; code?: string; invalidParams?: { code?: string }[] };
    return [status, eigen ?? invalidParams?.map((p) => p.code)];
  }
  return null;
};

describe('going on with an upload', () => {
  it('reads its headers as structured fields', () => {
    expect(leesVervolg({ offset: '40', compleet: '?1', lengte: '60' })).toEqual({ offset: 40, laatste: true, lengte: 60 });
    expect(leesVervolg({ offset: '0', compleet: '?0', lengte: undefined })).toEqual({ offset: 0, laatste: false, lengte: null });
    expect(code(() => leesVervolg({ offset: '-1', compleet: 'true', lengte: undefined }))).toEqual([400, ['offset', 'compleet']]);
  });

  it('only where it is, never beyond its size, never short of it', () => {
    expect(code(() => decideVervolg(upload, stuk))).toBeNull();
    expect(code(() => decideVervolg(upload, { ...stuk, offset: 39 }))).toEqual([409, 'upload-offset']);
    expect(code(() => decideVervolg(upload, { ...stuk, lengte: 61 }))).toEqual([413, undefined]);
    expect(code(() => decideVervolg(upload, { ...stuk, laatste: true }))).toEqual([400, ['upload-lengte']]);
    expect(code(() => decideVervolg(upload, { ...stuk, laatste: true, lengte: null }))).toBeNull();
    expect(code(() => decideVervolg({ ...upload, klaar: true }, stuk))).toEqual([409, 'upload-klaar']);
  });

  it('in the last file only when its writer said that it stopped', () => {
    const [a, b] = [{ vanaf: 0, bestand: 'a' }, { vanaf: 40, bestand: 'b' }];
    expect(decideDeel(upload, [a], 'n')).toEqual({ deel: a, vervangt: null, isNieuw: false });
    expect(decideDeel({ ...upload, bezig: true }, [a], 'n')).toEqual({ deel: { vanaf: 40, bestand: 'n' }, vervangt: null, isNieuw: true });
    // Of b nothing counts yet.
    expect(decideDeel({ ...upload, bezig: true }, [a, b], 'n')).toEqual({ deel: { vanaf: 40, bestand: 'n' }, vervangt: b, isNieuw: true });
    expect(decideDeel({ ...upload, ontvangen: 0 }, [], 'n')).toEqual({ deel: { vanaf: 0, bestand: 'n' }, vervangt: null, isNieuw: true });
  });

  it('counts of each file what was written down', () => {
    expect(metLengte([{ vanaf: 0, bestand: 'a' }, { vanaf: 40, bestand: 'b' }], 100)).toEqual([{ bestand: 'a', lengte: 40 }, { bestand: 'b', lengte: 60 }]);
  });
});
