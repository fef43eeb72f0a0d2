import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controleerInclusie } from '@bronhuis/standaarden';

interface Vector {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  desc: string;
  wantErr: boolean;
}

const map = process.env['GEGEVENS'] ? join(process.env['GEGEVENS'], 'merkle/testdata/inclusion') : '';

function lees(): { naam: string; vector: Vector }[] {
  return readdirSync(map, { recursive: true, encoding: 'utf8' })
    .filter((naam) => naam.endsWith('.json'))
    .sort()
    .map((naam) => ({ naam, vector: JSON.parse(readFileSync(join(map, naam), 'utf8')) as Vector }));
}

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

if (map && existsSync(map)) {
  const vectoren = lees();

  describe('RFC 6962 inclusion proofs: vectors of others', () => {
    it('are all there, good and bad ones', () => {
      expect(vectoren.filter((v) => v.vector.wantErr).length).toBeGreaterThan(50);
      expect(vectoren.filter((v) => !v.vector.wantErr).length).toBeGreaterThan(3);
    });

    it.each(vectoren)('$naam', ({ vector }) => {
      const geldig = controleerInclusie({
        index: vector.leafIdx,
        grootte: vector.treeSize,
        blad: bytes(vector.leafHash),
        bewijs: (vector.proof ?? []).map(bytes),
        wortel: bytes(vector.root),
      });
      expect(geldig).toBe(!vector.wantErr);
    });
  });
} else {
  describe.skip('RFC 6962 inclusion proofs: SKIPPED, the folder of GEGEVENS with merkle/testdata/inclusion is not here', () => {
    it('needs the vectors', () => expect(map).not.toBe(''));
  });
  process.stderr.write('OVERGESLAGEN: de vectoren van RFC 6962 (GEGEVENS/merkle) zijn hier niet.\n');
}
