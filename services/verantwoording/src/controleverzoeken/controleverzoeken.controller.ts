import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { etag, KLOK, pagina, stuurAntwoord } from '@bronhuis/component';
import { Probleem, uuidv7, type Klok } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { Verwerking } from '@bronhuis/verwerking';
import type { FastifyReply } from 'fastify';
import { adres, leesCursor, schrijfCursor } from '../cursor.ts';
import { NA, OMVANG } from '../lijst.dto.ts';
import { alsRaadpleging, alsVerzoek, ControleverzoekAntwoord, ControleverzoekenLijst, NieuwControleverzoek, ResultaatAntwoord } from './controleverzoek.dto.ts';
import { ControleverzoekRij } from './controleverzoek.entity.ts';
import { raadplegingen, verzoekenLijst, zoekVerzoek } from './controleverzoek.queries.ts';
import { type Controleverzoek, eisInzageInResultaat, inzageTot, keurGoed, vraagAan } from './controleverzoek.ts';

const ID = { name: 'id', schema: { type: 'string' as const, format: 'uuid' } };
const IDEMPOTENTIE = { name: 'Idempotency-Key', required: false, description: 'Sleutel waarmee herhalen van dit verzoek niets dubbel doet.', schema: { type: 'string' as const, maxLength: 255 } };

/** Looking at what an employee did is a processing of that employee's data (Logging en controle): recorded like any other. */
const controle = (handeling: string, v: Controleverzoek): Verwerking => ({
  handeling,
  gegevens: ['gebruik van systemen door de medewerker'],
  object: { soort: 'controleverzoek', id: v.id },
  betrokkenen: [{ soort: 'eigen', identificatie: v.medewerker, rol: 'medewerker' }],
});

/** Other logs of what employees did open on the same approval. */
const GOEDGEKEURD = 'nl.gemeente.controleverzoeken.controleverzoek-goedgekeurd';

@ApiTags('controleverzoeken')
@Controller('controleverzoeken')
export class ControleverzoekenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Get()
  @Route({ actie: 'controleverzoeken:lezen', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'controleverzoekenLijst', summary: 'Toon de controleverzoeken' })
  @ApiQuery(NA)
  @ApiQuery(OMVANG)
  @ApiResponse({ status: 200, description: 'De verzoeken, het laatste eerst.', type: ControleverzoekenLijst })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('na') na: string | undefined, @Query('omvang') omvang: number): Promise<ControleverzoekenLijst> {
    const rijen = await verzoekenLijst(this.bron, aanroep, leesCursor(na), omvang + 1);
    const { links, resultaten } = pagina(rijen, omvang, adres('controleverzoeken', { na, omvang }), (r) => schrijfCursor({ tijdstip: r.aangevraagdOp.toISOString(), id: r.id }));
    const betrokkenen = [...new Set(resultaten.map((v) => v.medewerker))].map((identificatie) => ({ soort: 'eigen' as const, identificatie, rol: 'medewerker' }));
    const [eerste] = resultaten;
    await aanroep.vastleggen(eerste ? { ...controle('Controleverzoeken bekeken', eerste), object: { soort: 'controleverzoeken', id: uuidv7() }, betrokkenen } : null);
    return { links, resultaten: resultaten.map(alsVerzoek) };
  }

  @Post()
  @HttpCode(201)
  @Route({ actie: 'controleverzoeken:aanmaken', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'controleverzoekDoen', summary: 'Vraag wat een medewerker raadpleegde', description: 'Alleen met een reden. Een tweede persoon moet het verzoek goedkeuren voordat er iets te zien is.' })
  @ApiHeader(IDEMPOTENTIE)
  @ApiBody({ type: NieuwControleverzoek })
  @ApiResponse({ status: 201, description: 'Het verzoek is gedaan.', type: ControleverzoekAntwoord })
  async doe(@Aanroeper() aanroep: Aanroep, @Body() verzoek: NieuwControleverzoek, @Res() reply: FastifyReply): Promise<void> {
    const { organisatie, traceparent, idempotentie } = aanroep;
    const antwoord = await this.bron.schrijf({ organisatie, traceparent, ...(idempotentie ? { idempotentie } : {}) }, async (tx) => {
      const kop = tx.nieuw(uuidv7());
      const v = vraagAan(verzoek, aanroep.wie.id, kop.id, kop.tijd);
      await tx.manager.insert(ControleverzoekRij, { ...v, organisatie, versie: kop.versie, registratietijd: kop.tijd });
      tx.verwerk(aanroep.regel(controle('Controle op gebruik aangevraagd', v)));
      return { status: 201, body: alsVerzoek(v), headers: { etag: etag(kop.versie), location: `/verantwoording/v1/controleverzoeken/${v.id}` }, onderwerp: v.id };
    });
    stuurAntwoord(reply, antwoord);
  }

  @Get(':id')
  @Route({ actie: 'controleverzoeken:lezen', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'controleverzoekLezen', summary: 'Toon een controleverzoek' })
  @ApiParam(ID)
  @ApiResponse({ status: 200, description: 'Het verzoek.', type: ControleverzoekAntwoord })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<ControleverzoekAntwoord> {
    const { organisatie, traceparent } = aanroep;
    return this.bron.transactie({ organisatie, traceparent }, async (tx) => {
      const v = gevonden(await zoekVerzoek(tx, id));
      tx.verwerk(aanroep.regel(controle('Controleverzoek bekeken', v)));
      return alsVerzoek(v);
    });
  }

  @Post(':id/_goedkeuren')
  @HttpCode(200)
  @Route({ actie: 'controleverzoeken:beoordelen', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'controleverzoekGoedkeuren', summary: 'Keur een controleverzoek goed', description: 'Door een ander dan wie het verzoek deed en dan de medewerker over wie het gaat.' })
  @ApiParam(ID)
  @ApiHeader(IDEMPOTENTIE)
  @ApiResponse({ status: 200, description: 'Het verzoek is goedgekeurd.', type: ControleverzoekAntwoord })
  async keurGoed(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { organisatie, traceparent, idempotentie } = aanroep;
    const antwoord = await this.bron.schrijf({ organisatie, traceparent, ...(idempotentie ? { idempotentie } : {}) }, async (tx) => {
      const kop = await tx.vergrendel('controleverzoek', id);
      const v = gevonden(await zoekVerzoek(tx, id));
      if (!kop) throw new Error('a request without a head');
      const goed = keurGoed(v, aanroep.wie.id, kop.tijd);
      const { status, goedkeurder, goedgekeurdOp } = goed;
      await tx.manager.update(ControleverzoekRij, { organisatie, id }, { status, goedkeurder, goedgekeurdOp, versie: kop.versie, registratietijd: kop.tijd });
      tx.emit(kop, { type: GOEDGEKEURD, data: { controleverzoek: id, medewerker: v.medewerker, van: v.van, tot: v.tot, inzage: [v.aanvrager, goedkeurder], inzageTot: inzageTot(kop.tijd).toISOString() } });
      tx.verwerk(aanroep.regel(controle('Controle op gebruik goedgekeurd', goed)));
      return { status: 200, body: alsVerzoek(goed), headers: { etag: etag(kop.versie) }, onderwerp: id };
    });
    stuurAntwoord(reply, antwoord);
  }

  @Get(':id/resultaat')
  @Route({ actie: 'controleverzoeken:uitvoeren', klasse: 'doelgebonden' })
  @ApiOperation({ operationId: 'controleverzoekResultaat', summary: 'Toon wat de medewerker raadpleegde', description: 'Voor wie het verzoek deed of goedkeurde, tot dertig dagen na de goedkeuring.' })
  @ApiParam(ID)
  @ApiQuery(NA)
  @ApiQuery(OMVANG)
  @ApiResponse({ status: 200, description: 'Wat de medewerker raadpleegde.', type: ResultaatAntwoord })
  async resultaat(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Query('na') na: string | undefined, @Query('omvang') omvang: number): Promise<ResultaatAntwoord> {
    const { organisatie, traceparent } = aanroep;
    const vanaf = leesCursor(na);
    return this.bron.transactie({ organisatie, traceparent }, async (tx) => {
      const v = gevonden(await zoekVerzoek(tx, id));
      eisInzageInResultaat(v, aanroep.wie.id, this.klok.nu());
      const rijen = await raadplegingen(tx, v, vanaf, omvang + 1);
      tx.verwerk(aanroep.regel(controle('Gebruik door de medewerker bekeken', v)));
      const { links, resultaten } = pagina(rijen, omvang, adres(`controleverzoeken/${id}/resultaat`, { na, omvang }), schrijfCursor);
      return { links, verzoek: alsVerzoek(v), resultaten: resultaten.map(alsRaadpleging) };
    });
  }
}

function gevonden(v: Controleverzoek | null): Controleverzoek {
  if (!v) throw Probleem.nietGevonden('Dit controleverzoek bestaat niet.');
  return v;
}
