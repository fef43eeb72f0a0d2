import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { pagina } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, uuidv7 } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, Route } from '@bronhuis/toegang';
import type { Verwerking } from '@bronhuis/verwerking';
import { adres, leesCursor, schrijfCursor } from '../cursor.ts';
import { NA, OMVANG } from '../lijst.dto.ts';
import { Controlepunten } from '../logboek/controlepunten.ts';
import { alsBetrokkene, alsVerwerking, laatsteControlepunt, padVan } from '../logboek/logboek.queries.ts';
import { openbareBetrokkene, openbareVerwerking } from '../logboek/rij.ts';
import { Gebruik, InzageAntwoord, OntvangstbewijsAntwoord } from './inzage.dto.ts';
import { inzageAantal, inzageLijst, inzageRijen, type Inzageregel } from './inzage.queries.ts';
import { gebruikInWoorden, wieVerantwoordelijkIs } from './zinnen.ts';

/** Looking at one's own data is a processing as well (Rechten van betrokkenen), and the resident sees it back. */
const RECHTEN_VAN_BETROKKENEN = 'VA-04';
const INZAGE = 'inzage';

@ApiTags('inzage')
@Controller('inzage')
export class InzageController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Controlepunten) private readonly controlepunten: Controlepunten,
  ) {}

  @Get()
  @Route({ actie: 'inzage:lezen', klasse: 'eigen-gegevens' })
  @ApiOperation({ operationId: 'inzageLijst', summary: 'Toon wie mijn gegevens gebruikte', description: 'Voor een aangemelde inwoner: welke organisatie, wanneer, welke gegevens en waarom. Het laatste gebruik staat bovenaan.' })
  @ApiQuery(NA)
  @ApiQuery(OMVANG)
  @ApiResponse({ status: 200, description: 'Het gebruik van uw gegevens.', type: InzageAntwoord })
  async lijst(@Aanroeper() aanroep: Aanroep, @Query('na') na: string | undefined, @Query('omvang') omvang: number): Promise<InzageAntwoord> {
    const wie = { organisatie: aanroep.organisatie, pseudoniem: pseudoniemVan(aanroep) };
    const vanaf = leesCursor(na);
    const [rijen, aantal] = await Promise.all([inzageLijst(this.bron, wie, vanaf, omvang + 1), inzageAantal(this.bron, wie)]);
    await aanroep.vastleggen(eigenGebruik('U bekeek zelf wie uw gegevens gebruikte', wie.pseudoniem));
    const { links, resultaten } = pagina(rijen, omvang, adres('inzage', { na, omvang }), schrijfCursor);
    return { aantal, links, resultaten: resultaten.map((r) => alsGebruik(r, aanroep)) };
  }

  @Get(':id/ontvangstbewijs')
  @Route({ actie: 'inzage:verifieren', klasse: 'eigen-gegevens' })
  @ApiOperation({ operationId: 'inzageOntvangstbewijs', summary: 'Geef een ontvangstbewijs van een gebruik van mijn gegevens', description: 'Met het bewijs en de openbare sleutel kan iedereen zonder deze voorziening nagaan dat de regel in het logboek staat.' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 200, description: 'Het ontvangstbewijs.', type: OntvangstbewijsAntwoord })
  async ontvangstbewijs(@Aanroeper() aanroep: Aanroep, @Param('id') id: string): Promise<OntvangstbewijsAntwoord> {
    const pseudoniem = pseudoniemVan(aanroep);
    const { organisatie, traceparent } = aanroep;
    return this.bron.transactie({ organisatie, traceparent }, async (tx) => {
      const rijen = await inzageRijen(tx, pseudoniem, id);
      if (!rijen) throw Probleem.nietGevonden('Dit gebruik van uw gegevens is niet bekend.');
      const index = Number(rijen.betrokkene.logindex);
      const bestaand = await laatsteControlepunt(tx);
      const controlepunt = bestaand && bestaand.grootte > index ? bestaand : await this.controlepunten.actueel(tx);
      if (!controlepunt) throw new Error('a log with rows has no checkpoint');
      const bewijs = (await padVan(tx, index, controlepunt.grootte)).map((h) => h.toString('hex'));
      tx.verwerk(aanroep.regel(eigenGebruik('U haalde zelf een ontvangstbewijs op', pseudoniem)));
      const betrokkene = alsBetrokkene(rijen.betrokkene);
      return {
        soort: 'bronhuis-ontvangstbewijs',
        versie: 1,
        verwerking: openbareVerwerking(alsVerwerking(rijen.verwerking)),
        betrokkene: openbareBetrokkene(betrokkene),
        pseudoniem,
        zout: betrokkene.zout.toString('hex'),
        index,
        bewijs,
        controlepunt,
      };
    });
  }
}

function pseudoniemVan(aanroep: Aanroep): string {
  const { betrokkene } = aanroep.wie;
  if (!betrokkene) throw Probleem.verboden('Meld u aan als inwoner om te zien wie uw gegevens gebruikte.', 'geen-betrokkene');
  return betrokkene.pseudoniem;
}

const eigenGebruik = (handeling: string, pseudoniem: string): Verwerking => ({
  handeling,
  gegevens: ['gebruik van uw gegevens'],
  object: { soort: INZAGE, id: uuidv7() },
  betrokkenen: [{ soort: 'bsn', pseudoniem }],
  activiteit: RECHTEN_VAN_BETROKKENEN,
});

function alsGebruik(r: Inzageregel, aanroep: Aanroep): Gebruik {
  const tijdstip = new Date(r.tijdstip);
  const organisatie = wieVerantwoordelijkIs(r.bestuursorgaan, aanroep.naamVan(aanroep.organisatie));
  const uitvoerder = r.uitvoerder === aanroep.organisatie ? null : aanroep.naamVan(r.uitvoerder);
  const zelf = r.component === 'verantwoording' && r.object_soort === INZAGE;
  const { gegevens, handeling, object_kenmerk: onderwerp } = r;
  return {
    id: r.id,
    organisatie,
    uitvoerder,
    tijdstip: r.tijdstip,
    dag: datumInAmsterdam(tijdstip),
    gegevens,
    handeling,
    waarom: { activiteit: r.naam, doel: r.doel, grondslag: r.grondslag.join('; ') },
    ...(onderwerp ? { onderwerp } : {}),
    zelf,
    uitleg: gebruikInWoorden({ organisatie, uitvoerder, tijdstip, gegevens, handeling, onderwerp, zelf }),
  };
}
