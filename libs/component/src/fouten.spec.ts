import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Probleem } from '@bronhuis/standaarden';
import { naarProbleem } from './fouten.ts';

it('a caller that goes away halfway is no fault of ours; a disk that is full is', async () => {
  let afgebroken!: (fout: unknown) => void;
  const gehoord = new Promise<unknown>((klaar) => (afgebroken = klaar));
  const server = createServer((verzoek) => {
    void (async () => {
      for await (const deel of verzoek) if (String(deel) === 'half') lijn.destroy();
    })().catch(afgebroken);
  }).listen(0, '127.0.0.1');
  await new Promise((klaar) => server.once('listening', klaar));
  const lijn = connect((server.address() as AddressInfo).port, '127.0.0.1');
  lijn.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf');
  expect(naarProbleem(await gehoord)).toMatchObject({ status: 400, title: 'Het verzoek brak af' });
  server.close();
  expect(naarProbleem(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toBeNull();
  expect(naarProbleem(Object.assign(new Error('read'), { code: 'ECONNRESET' }))).toBeNull();
});

it('what is a problem already stays what it is', () => {
  const probleem = Probleem.nietGevonden();
  expect(naarProbleem(probleem)).toBe(probleem);
});
