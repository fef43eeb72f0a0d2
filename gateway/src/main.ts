import { join } from 'node:path';
import { leesGeheim, maakLogger } from '@bronhuis/component';
import { systeemKlok } from '@bronhuis/standaarden';
import { Bundelhouder, bundelOverHttp } from '@bronhuis/toegang';
import type { JWK } from 'jose';
import { leesConfig } from './config.ts';
import { Gateway } from './gateway.ts';
import { Meters } from './meters.ts';

const logger = maakLogger('gateway', 'info');
try {
  const config = leesConfig(process.env);
  const meters = new Meters();
  const bundelhouder = new Bundelhouder({
    bron: bundelOverHttp(config.toegangsbeheerUrl),
    sleutel: await leesGeheim<JWK>(config.geheimenMap, 'bundel.pub.json'),
    klok: systeemKlok,
    bestand: join(config.gegevensMap, 'bundel-gateway.jws'),
    meld: (bericht) => logger.warn(bericht),
  });
  const gateway = new Gateway(config, bundelhouder, logger, meters, systeemKlok);
  const url = await gateway.start();
  const metingen = config.metingenPoort ? meters.serveer(config.metingenPoort, config.adres) : null;
  logger.info({ url }, 'ready to serve');
  const stop = (): void => {
    metingen?.close();
    void gateway.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Other files of TLS, at once.
  process.on('SIGHUP', () => gateway.ververs());
} catch (fout) {
  logger.fatal({ fout: (fout as Error).message }, 'cannot start');
  process.exitCode = 1;
}
