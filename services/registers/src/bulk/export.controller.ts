import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK } from '@bronhuis/component';
import { datumInAmsterdam, Probleem } from '@bronhuis/standaarden';
import type { InvalidParam, Klok } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import { VerwerkingSchrijver } from '@bronhuis/verwerking';
import type { FastifyReply } from 'fastify';
import { bestaat } from '../objecten/object.ts';
import { NU_BEKEND } from '../objecten/objecten.queries.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import type { Persoon } from '../objecttypen/aanwijzers.ts';
import type { Objecttype } from '../objecttypen/objecttype.ts';
import { ONBEKEND } from '../objecttypen/objecttypen.wijzigen.ts';
import { bronvraag, verwerking, zichtVan } from '../objecttypen/toegang.ts';
import { Typen } from '../objecttypen/typen.ts';
import { BESCHIKBAAR_OP, GELDIG_OP, ID } from '../parameters.ts';
import { NDJSON } from './bulk.controller.ts';
import { stroomUitvoer } from './export.queries.ts';
import type { Uitvoerregel } from './export.queries.ts';
import { vooruit } from './stukken.ts';

const PER_KEER = 1_000;
/** A record travels in a message with others: so many betrokkenen fit well. */
const PER_RECORD = 1_000;

@ApiTags('bulk')
@Controller('objecttypen')
export class ExportController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(VerwerkingSchrijver) private readonly schrijver: VerwerkingSchrijver,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get(':id/_export')
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({
    operationId: 'exporteerObjecten',
    summary: 'Voer alle objecten van een objecttype uit',
    description: 'Zoals zij op dit moment zijn, een regel per object, of met historie een regel per versie; in de vorm die _bulk aanneemt. De geometrie is in EPSG:4326.',
  })
  @ApiParam(ID)
  @ApiQuery({ name: 'historie', required: false, schema: { type: 'boolean', default: false }, description: 'Alle versies, in plaats van wat geldt.' })
  @ApiQuery(GELDIG_OP)
  @ApiQuery(BESCHIKBAAR_OP)
  @ApiProduces(NDJSON)
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' }, description: 'De objecten, als regels van JSON.' })
  async exporteer(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply, @Query('historie') historie = false, @Query('geldigOp') geldigOp?: string, @Query('beschikbaarOp') beschikbaarOp?: string): Promise<void> {
    const { type } = await this.typen.actueel(aanroep.organisatie, id).catch((fout: unknown) => {
      throw fout instanceof Probleem && fout.status === 400 ? Probleem.nietGevonden(ONBEKEND) : fout;
    });
    aanroep.beslis(bronvraag('object', type));
    if (type.soort !== 'registratie') throw Probleem.ongeldig([{ name: 'id', reason: `Dit objecttype is van de soort ${type.soort}, niet registratie.`, code: 'soort' }]);
    eisMomenten(historie, geldigOp, beschikbaarOp);
    const vraag = { type: id, beschikbaarOp: beschikbaarOp ?? NU_BEKEND, geldigOp: historie ? null : (geldigOp ?? datumInAmsterdam(this.klok.nu())), zicht: zichtVan(aanroep, type) };
    const stukken = this.vastgelegd(aanroep, type, stroomUitvoer(this.bron, aanroep.organisatie, vraag, PER_KEER));
    // The first piece before the headers: what goes wrong until then is a problem, and not half an answer.
    const eerste = await stukken.next();
    void reply.header('content-type', NDJSON).send(Readable.from(achter(eerste, stukken), { objectMode: false }));
  }

  /** Each piece as text, once it is recorded whom it concerns; the next is fetched meanwhile. */
  private async *vastgelegd(aanroep: Aanroep, type: Objecttype, rijen: AsyncIterable<Uitvoerregel>): AsyncGenerator<string> {
    let eerste = true;
    for await (const stuk of vooruit(perStuk(rijen))) {
      await this.leg(aanroep, type, samen(...stuk.betrokkenen), eerste);
      eerste = false;
      yield stuk.tekst;
    }
    if (eerste) await this.leg(aanroep, type, [], true);
  }

  /** The decision goes with the first record only. */
  private async leg(aanroep: Aanroep, type: Objecttype, betrokkenen: Persoon[], eerste: boolean): Promise<void> {
    const regels = [];
    for (let i = 0; i === 0 || i < betrokkenen.length; i += PER_RECORD) {
      const v = verwerking(type, 'Registraties geëxporteerd', { soort: 'objecttype', id: type.id, kenmerk: type.naam }, betrokkenen.slice(i, i + PER_RECORD));
      const { onderwerp: _, ...regel } = aanroep.regel(v);
      const beslissing = eerste && i === 0 ? regel.beslissing : null;
      if (regel.verwerking || beslissing) regels.push({ ...regel, beslissing });
    }
    await Promise.all(regels.map((r) => this.schrijver.schrijf(aanroep.organisatie, r)));
  }
}

function eisMomenten(historie: boolean, geldigOp: string | undefined, beschikbaarOp: string | undefined): void {
  const fouten: InvalidParam[] = [];
  if (geldigOp !== undefined && !bestaat(geldigOp)) fouten.push({ name: 'geldigOp', reason: 'Deze datum bestaat niet.', code: 'datum' });
  if (geldigOp !== undefined && historie) fouten.push({ name: 'geldigOp', reason: 'De hele historie heeft geen dag.', code: 'historie' });
  if (beschikbaarOp !== undefined && Number.isNaN(Date.parse(beschikbaarOp))) fouten.push({ name: 'beschikbaarOp', reason: 'Dit moment bestaat niet.', code: 'moment' });
  if (fouten.length > 0) throw Probleem.ongeldig(fouten);
}

interface Uitvoerstuk {
  tekst: string;
  betrokkenen: Persoon[][];
}

async function* perStuk(rijen: AsyncIterable<Uitvoerregel>): AsyncGenerator<Uitvoerstuk> {
  let stuk: Uitvoerstuk = { tekst: '', betrokkenen: [] };
  let aantal = 0;
  for await (const { tekst, betrokkenen } of rijen) {
    stuk.tekst += tekst;
    if (betrokkenen !== '[]') stuk.betrokkenen.push(JSON.parse(betrokkenen) as Persoon[]);
    if (++aantal % PER_KEER !== 0) continue;
    yield stuk;
    stuk = { tekst: '', betrokkenen: [] };
  }
  if (aantal % PER_KEER !== 0) yield stuk;
}

/** What was taken already, and the rest; a reader that goes away ends it. */
async function* achter<T>(eerste: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    if (!eerste.done) yield eerste.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
