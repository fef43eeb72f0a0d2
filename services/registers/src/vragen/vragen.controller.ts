import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK, pagina } from '@bronhuis/component';
import { datumInAmsterdam, isDatum, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { InvalidParam, Klok } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CRS, eisCrs, leesCrs, WGS84 } from '../geometrie/crs.ts';
import type { Crs } from '../geometrie/crs.ts';
import { ACCEPT_CRS, CONTENT_CRS, FILTER_CRS, MET_CRS } from '../geometrie/geometrie.dto.ts';
import { tekstNaarCrs } from '../geometrie/omrekenen.ts';
import { NU_BEKEND } from '../objecten/objecten.queries.ts';
import { Indexgebruik } from '../indexen/gebruik.ts';
import { samen } from '../objecttypen/aanwijzers.ts';
import { beslisLijst, zichtVan } from '../objecttypen/toegang.ts';
import { Typestanden } from '../objecttypen/typestanden.ts';
import { BESCHIKBAAR_OP, GELDIG_OP, JSON_TYPE, OMVANG } from '../parameters.ts';
import { gebruikVan } from './aanloop.ts';
import { Controle } from './controleer.ts';
import { ontleedFilters, ontleedJson, ontleedSorteer, ontleedVelden, uitAdres } from './ontleed.ts';
import type { Uitkomst } from './ontleed.ts';
import type { Geschreven, Uitdrukking } from './uitdrukking.ts';
import { leesCursor, schrijfCursor } from './volgorde.ts';
import { ObjectenLijst, ObjectenZoekantwoord, ObjectenZoekvraag } from './vragen.dto.ts';
import { vraagObjecten } from './vragen.queries.ts';
import type { GevondenObject } from './vragen.queries.ts';
import { isTijdstip } from './waarde.ts';

const FILTER = `Voorwaarde als pad__operator__waarde; herhaal de parameter voor meer voorwaarden, die alle moeten gelden.
Het pad noemt een gegeven van het objecttype (adres.plaats; * is elk element van een lijst: houders.*.naam) of id, objecttype, objecttypeVersie, dossier, versie, beginGeldigheid, tijdstipRegistratie, correctieVoor, geometrie; met gegevens ervoor is het altijd een gegeven van het objecttype.
Operatoren: exact, ne, gt, gte, lt, lte, in, nin, tussen, leeg (true of false); bij teksten ook bevat en begint-met (hoofdletters maken niet uit), bij lijsten bevat-element, bij geometrie bbox (laagste x en y, hoogste x en y, gescheiden door komma’s), binnen en snijdt (GeoJSON). Door een lijst heen geldt een voorwaarde als zij voor één element geldt; ne, nin en leeg false zijn de ontkenning van exact, in en leeg true.
Waarden van in, nin en tussen scheidt u met |. Alles na het tweede __ is de waarde. In een pad schrijft u een punt, sterretje, backslash of __ in een naam met een backslash voor elk teken; zo ook | in een waarde van in, nin en tussen.`;
const ZOEK = 'Woorden in de zoekvelden van het objecttype, in het Nederlands (meervoud en vervoeging maken niet uit). "…" is een zin, or is een van beide, - ervoor is zonder.';
const PADEN = { required: false, schema: { type: 'string', maxLength: 4000 } } as const;

type Filter = Uitdrukking<Geschreven> | null;

/** A question in parts, as it came in. */
interface Invoer {
  objecttype?: string;
  geldigOp?: string;
  beschikbaarOp?: string;
  na?: string;
  omvang?: number;
  aantal?: string;
  zoek?: string;
}

@ApiTags('objecten')
@Controller('objecten')
export class VragenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typestanden) private readonly typestanden: Typestanden,
    @Inject(Indexgebruik) private readonly gebruik: Indexgebruik,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get()
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'zoekObjecten', summary: 'Zoek objecten', description: 'Alleen typen die u voor uw doel mag zien. Een vraag die te lang duurt, wordt geweigerd (400, vraag-te-zwaar).' })
  @ApiQuery({ name: 'objecttype', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Alleen objecten van dit type.' })
  @ApiQuery({ name: 'filter', required: false, explode: true, schema: { type: 'array', items: { type: 'string', maxLength: 8000 } }, description: FILTER, example: ['adres.plaats__exact__Overbrugge'] })
  @ApiQuery({ name: 'zoek', required: false, schema: { type: 'string', minLength: 1, maxLength: 500 }, description: ZOEK, example: 'fietspad "kapotte lantaarn" -gemeld' })
  @ApiQuery(FILTER_CRS)
  @ApiQuery({ name: 'velden', ...PADEN, description: 'Alleen deze gegevens in het antwoord, gescheiden door komma’s; id is er altijd bij.', example: 'versie,adres.plaats' })
  @ApiQuery({ name: 'sorteer', ...PADEN, description: 'Volgorde, op ten hoogste 5 gegevens gescheiden door komma’s; met - ervoor van hoog naar laag. Wie een gegeven niet heeft, komt achteraan.', example: '-beginGeldigheid,adres.plaats' })
  @ApiQuery(GELDIG_OP)
  @ApiQuery(BESCHIKBAAR_OP)
  @ApiQuery({ name: 'na', required: false, schema: { type: 'string', maxLength: 8000 }, description: 'Vanaf waar de lijst verder gaat; staat in links.volgende. Noemt alleen de laatste rij, geen gegevens.' })
  @ApiQuery(OMVANG)
  @ApiQuery({ name: 'aantal', required: false, schema: { type: 'string', enum: ['exact', 'geschat', 'true', 'false'] }, description: 'Tel ook hoeveel het er zijn; true is exact. Geschat telt tot 10.000 en schat daarboven.' })
  @ApiHeader(ACCEPT_CRS)
  @ApiResponse({ status: 200, type: ObjectenLijst, headers: MET_CRS, description: 'De objecten.' })
  async zoek(@Aanroeper() aanroep: Aanroep, @Headers('Accept-Crs') acceptCrs: string | undefined, @Req() verzoek: FastifyRequest, @Res() reply: FastifyReply, @Query() q: Adresvraag): Promise<void> {
    const crs = eisCrs(acceptCrs, 'Accept-Crs');
    const paden = { velden: uitAdres(q.velden), sorteer: uitAdres(q.sorteer) };
    const { rijen, omvang, schrijf, ...telling } = await this.beantwoord(aanroep, q, ontleedFilters(q.filter ?? []), paden, { inAdres: true, filterCrs: leesCrs(q.filterCrs) });
    const { resultaten, links } = pagina(rijen, omvang, verzoek.originalUrl, schrijf);
    return this.antwoord(reply, aanroep, telling.gegevens, { links, ...telling.aantal }, resultaten, telling.metGeometrie ? crs : null);
  }

  @Post('_zoek')
  @HttpCode(200)
  @Route({ actie: 'objecten:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'zoekObjectenMetVraag', summary: 'Zoek objecten met een samengestelde vraag', description: 'Leest alleen. Hiermee kan ook op de identificatie van een persoon worden gezocht, die nooit in een adres staat.' })
  @ApiBody({ type: ObjectenZoekvraag })
  @ApiHeader(CONTENT_CRS)
  @ApiHeader(ACCEPT_CRS)
  @ApiResponse({ status: 200, type: ObjectenZoekantwoord, headers: MET_CRS, description: 'De objecten.' })
  async zoekMetVraag(@Aanroeper() aanroep: Aanroep, @Headers('Accept-Crs') acceptCrs: string | undefined, @Headers('Content-Crs') contentCrs: string | undefined, @Body() vraag: ObjectenZoekvraag, @Res() reply: FastifyReply): Promise<void> {
    const crs = eisCrs(acceptCrs, 'Accept-Crs');
    const paden = { velden: vraag.velden ?? [], sorteer: vraag.sorteer ?? [] };
    const { rijen, omvang, schrijf, ...telling } = await this.beantwoord(aanroep, vraag, ontleedJson(vraag.filter), paden, { inAdres: false, filterCrs: eisCrs(contentCrs, 'Content-Crs') });
    const resultaten = rijen.slice(0, omvang);
    const laatste = rijen.length > omvang ? resultaten.at(-1) : undefined;
    return this.antwoord(reply, aanroep, telling.gegevens, { ...(laatste ? { na: schrijf(laatste) } : {}), ...telling.aantal }, resultaten, telling.metGeometrie ? crs : null);
  }

  /** Decide, read the question with all its faults at once, ask it. */
  private async beantwoord(aanroep: Aanroep, q: Invoer, filter: Uitkomst<Filter>, paden: { velden: string[]; sorteer: string[] }, hoe: { inAdres: boolean; filterCrs: Crs | null }) {
    const typen = beslisLijst(aanroep, 'object', await this.typestanden.registraties(aanroep.organisatie, q.objecttype));
    const [velden, sorteer] = [ontleedVelden(paden.velden), ontleedSorteer(paden.sorteer)];
    const controle = new Controle(typen.map((type) => ({ type, zicht: zichtVan(aanroep, type) })), hoe.inAdres, hoe.filterCrs ?? WGS84);
    const vraag = {
      typen: typen.map((t) => t.id),
      geldigOp: q.geldigOp ?? datumInAmsterdam(this.klok.nu()),
      beschikbaarOp: q.beschikbaarOp ?? NU_BEKEND,
      filter: filter.waarde && controle.filter(filter.waarde),
      zoek: q.zoek === undefined ? null : controle.zoek(q.zoek),
      indexen: typen.length === 1 ? (typen[0]?.indexlijst ?? []) : [],
      keuze: controle.velden(velden.waarde),
      sorteer: controle.sorteer(sorteer.waarde),
      omvang: q.omvang ?? 50,
      aantal: q.aantal === 'geschat' ? ('geschat' as const) : q.aantal === 'exact' || q.aantal === 'true' ? ('exact' as const) : null,
    };
    const fouten = [...momentfouten(q), ...(hoe.filterCrs ? [] : [FOUT_CRS]), ...filter.fouten, ...velden.fouten, ...sorteer.fouten, ...controle.fouten];
    if (fouten.length > 0) throw Probleem.ongeldig(fouten);
    const na = q.na === undefined ? null : leesCursor(vraag.sorteer, q.na);
    const begin = performance.now();
    const { rijen, index, ...aantal } = await vraagObjecten(this.bron, aanroep, { ...vraag, na });
    for (const t of typen) this.gebruik.tel(aanroep.organisatie, t.id, gebruikVan(vraag, index), performance.now() - begin);
    const gegevens = [...new Set(typen.flatMap((t) => t.gegevenscategorieen))];
    return { rijen, omvang: vraag.omvang, aantal, gegevens, metGeometrie: vraag.keuze.meta === null || vraag.keuze.meta.has('geometrie'), schrijf: (r: GevondenObject) => schrijfCursor(vraag.sorteer, r.cursor) };
  }

  /**
   * Once it is recorded: a list is one record with everybody on the page. What waits for that is bytes that lie still, and no
   * function that still holds the rows: as hundreds of texts the collector of memory would carry them along.
   * @param crs of the geometries; null when none was asked for
   */
  private antwoord(reply: FastifyReply, aanroep: Aanroep, gegevens: string[], kop: object, resultaten: readonly GevondenObject[], crs: Crs | null): Promise<void> {
    const betrokkenen = samen(...resultaten.map((r) => r.betrokkenen));
    const inhoud = lijst(kop, resultaten.map((r) => (crs === null ? r.tekst : tekstNaarCrs(r.tekst, crs))));
    const vastgelegd = aanroep.vastleggen(betrokkenen.length > 0 ? { handeling: 'Lijst van registraties bekeken', gegevens, object: { soort: 'zoekvraag', id: uuidv7() }, betrokkenen } : null);
    return vastgelegd.then(() => void reply.headers({ 'content-type': JSON_TYPE, ...(crs === null ? {} : { 'content-crs': crs }) }).send(inhoud));
  }
}

/** What the geo module of the NL API Design Rules calls filter-crs; query keys are camelCase in its core rules. A 400, as for any other parameter. */
const FOUT_CRS: InvalidParam = { name: 'filterCrs', reason: `Kies uit: ${CRS.join(', ')}.`, code: 'crs-onbekend' };

/** The form is checked by the contract; here what the calendar of the database does not have. */
function momentfouten(q: Invoer): InvalidParam[] {
  const fouten: InvalidParam[] = [];
  const bestaat = (datum: string): boolean => isDatum(datum) && !datum.startsWith('0000');
  if (q.geldigOp !== undefined && !bestaat(q.geldigOp)) fouten.push({ name: 'geldigOp', reason: 'Deze datum bestaat niet.', code: 'datum' });
  if (q.beschikbaarOp !== undefined && !(isTijdstip(q.beschikbaarOp) && bestaat(q.beschikbaarOp.slice(0, 10)) && !/[+-](1[6-9]|2\d):\d\d$/.test(q.beschikbaarOp))) {
    fouten.push({ name: 'beschikbaarOp', reason: 'Dit tijdstip bestaat niet.', code: 'tijdstip' });
  }
  return fouten;
}

/** `kop` with the rows, each put where it stands at once: a text of all of them would be copied to be measured, and again behind its headers. */
function lijst(kop: object, rijen: readonly string[]): Buffer {
  const begin = JSON.stringify(kop).slice(0, -1);
  const delen = [`${begin}${begin === '{' ? '' : ','}"resultaten":[`];
  for (const rij of rijen) delen.push(delen.length > 1 ? ',' : '', rij);
  delen.push(']}');
  const bytes = Buffer.allocUnsafeSlow(delen.reduce((som, deel) => som + Buffer.byteLength(deel), 0));
  let plaats = 0;
  for (const deel of delen) plaats += bytes.write(deel, plaats);
  return bytes;
}

interface Adresvraag extends Invoer {
  filter?: string[];
  filterCrs?: string;
  velden?: string;
  sorteer?: string;
}
