import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { KLOK, pagina, stuurAntwoord } from '@bronhuis/component';
import { datumInAmsterdam, Probleem, uuidv7 } from '@bronhuis/standaarden';
import type { Klok } from '@bronhuis/standaarden';
import { Aanroeper, Route } from '@bronhuis/toegang';
import type { Aanroep } from '@bronhuis/toegang';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ID, NA_ID, OMVANG, SLEUTEL } from '../parameters.ts';
import { BekendeRsins } from './bekende-rsins.ts';
import { bsnInTeksten } from './gegevens.ts';
import type { Toetstype } from './gegevens.ts';
import { MigratieAntwoord, MigratieInvoer, MigratieMetFouten, MigratiesLijst, ProefAntwoord, ProefInvoer } from './objectmigratie.dto.ts';
import { Objectmigratieloper } from './objectmigratie.loper.ts';
import { bestaatType, leesFouten, leesMigratie, leesMigraties } from './objectmigratie.queries.ts';
import type { MigratieRij } from './objectmigratie.queries.ts';
import { voegMigratieToe } from './objectmigratie.store.ts';
import { inZicht, omgezet } from './objectmigratie.ts';
import { leesConcept, leesTypeversie } from './objecttypen.queries.ts';
import { leesType } from './objecttypen.store.ts';
import type { Typeinhoud } from './objecttype.ts';
import { ONBEKEND } from './objecttypen.wijzigen.ts';
import { controleerOmzetting } from './omzetting.ts';
import type { Stap } from './omzetting.ts';
import { Proefverslag } from './proefverslag.ts';
import { compileerSchema } from './schema.ts';
import { Typen } from './typen.ts';
import { vergelijkTypen } from './versie.ts';
import { doelzicht } from './zicht.ts';
import { stroomVoorkomens } from './voorkomens.queries.ts';


const toon = ({ begonnen, klaar, ...m }: MigratieRij): MigratieAntwoord => ({ ...m, begonnen: begonnen.toISOString(), klaar: klaar?.toISOString() ?? null });

@ApiTags('objecttypen')
@Controller()
export class ObjectmigratieController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Typen) private readonly typen: Typen,
    @Inject(BekendeRsins) private readonly rsins: BekendeRsins,
    @Inject(Objectmigratieloper) private readonly loper: Objectmigratieloper,
    @Inject(KLOK) private readonly klok: Klok,
  ) {}

  @Post('objecttypen/:id/_proef')
  @HttpCode(200)
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'proefVersie', summary: 'Beproef een versie op wat er ligt', description: 'Er verandert niets. Het antwoord noemt plaatsen en aantallen, nooit een waarde.' })
  @ApiParam(ID)
  @ApiBody({ type: ProefInvoer })
  @ApiResponse({ status: 200, type: ProefAntwoord, description: 'Wat niet voldoet, en waar.' })
  async proef(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() invoer: ProefInvoer): Promise<ProefAntwoord> {
    const { organisatie } = aanroep;
    const stappen = invoer.omzetting ?? [];
    const { toetstype, breuken, nu } = await this.teToetsen(organisatie, id, invoer.versie);
    this.eisOmzetting(stappen);
    const verslag = new Proefverslag();
    const zicht = doelzicht(aanroep, nu);
    for await (const v of stroomVoorkomens(this.bron, organisatie, toetstype.type.soort, id, datumInAmsterdam(this.klok.nu()))) {
      verslag.neem(v.id, omgezet(toetstype, stappen, v, this.rsins.alle(), zicht).fouten);
    }
    return { versie: toetstype.type.versie, breuken, ...verslag.uitkomst(), nietBeproefd: [...zicht.verborgen] };
  }

  @Post('objecttypen/:id/migraties')
  @Route({ actie: 'objecttypen:beheren', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'startMigratie', summary: 'Zet objecten over naar de nieuwste versie', description: 'In delen, op de achtergrond. Elk object krijgt een nieuwe versie; wat ook omgezet niet voldoet, blijft staan en wordt genoemd.' })
  @ApiParam(ID)
  @ApiHeader(SLEUTEL)
  @ApiBody({ type: MigratieInvoer })
  @ApiResponse({ status: 202, type: MigratieAntwoord, description: 'De migratie loopt.' })
  async start(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Body() invoer: MigratieInvoer, @Res() reply: FastifyReply): Promise<void> {
    const { organisatie } = aanroep;
    const migratie = uuidv7();
    const antwoord = await this.bron.schrijf(aanroep, async (tx) => {
      const kop = await tx.vergrendel('objecttype', id);
      const type = kop && (await leesType(tx, id));
      if (!type) throw Probleem.nietGevonden(ONBEKEND);
      if (type.soort !== 'registratie') throw Probleem.conflict('Alleen registraties worden overgezet; dossiers en documenten volgen hun type bij hun volgende wijziging.', 'soort');
      this.eisOmzetting(invoer.omzetting);
      this.loper.eisActiviteit(organisatie, type);
      const { uitvoerder, wie, traceparent } = aanroep;
      const opdracht = { traceparent, uitvoerder, gebruiker: wie.soort === 'medewerker' ? { soort: 'medewerker', id: wie.id } : null, applicatie: wie.applicatie };
      const nieuw = tx.nieuw(migratie);
      const totaal = await voegMigratieToe(tx, nieuw, { objecttype: id, doelversie: type.versie, omzetting: invoer.omzetting, opdracht });
      tx.verwerk(aanroep.regel(null));
      const begin = { id: migratie, objecttype: id, doelversie: type.versie, status: 'loopt' as const, totaal, bekeken: 0, verplaatst: 0, mislukt: 0 };
      const body = toon({ ...begin, omzetting: invoer.omzetting, begonnen: nieuw.tijd, klaar: null });
      return { status: 202, body, headers: { location: `/registers/v1/migraties/${migratie}` } };
    });
    stuurAntwoord(reply, antwoord);
    this.loper.begin(organisatie, migratie);
  }

  @Get('objecttypen/:id/migraties')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesMigraties', summary: 'Lees de migraties van een objecttype', description: 'De laatste voorop.' })
  @ApiParam(ID)
  @ApiQuery(NA_ID)
  @ApiQuery(OMVANG)
  @ApiResponse({ status: 200, type: MigratiesLijst, description: 'De migraties.' })
  async lijst(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Req() verzoek: FastifyRequest, @Query('na') na?: string, @Query('omvang') omvang = 50): Promise<MigratiesLijst> {
    if (!(await bestaatType(this.bron, aanroep.organisatie, id))) throw Probleem.nietGevonden(ONBEKEND);
    const rijen = await leesMigraties(this.bron, aanroep.organisatie, id, na ?? null, omvang);
    return pagina(rijen.map(toon), omvang, verzoek.originalUrl, (r) => r.id);
  }

  @Get('migraties/:id')
  @Route({ actie: 'objecttypen:lezen', klasse: 'geen-persoonsgegevens' })
  @ApiOperation({ operationId: 'leesMigratie', summary: 'Lees hoe ver een migratie is', description: 'Met de objecten die bleven waar zij waren.' })
  @ApiParam(ID)
  @ApiQuery({ name: 'foutenNa', required: false, schema: { type: 'string', format: 'uuid' }, description: 'Het object waarna de lijst met fouten verder gaat.' })
  @ApiResponse({ status: 200, type: MigratieMetFouten, description: 'De migratie.' })
  async lees(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Query('foutenNa') foutenNa?: string): Promise<MigratieMetFouten> {
    const rij = await leesMigratie(this.bron, aanroep.organisatie, id);
    if (!rij) throw Probleem.nietGevonden('Deze migratie bestaat niet.');
    const type = await this.typen.actueel(aanroep.organisatie, rij.objecttype);
    const zicht = doelzicht(aanroep, type.type);
    const fouten = await leesFouten(this.bron, aanroep.organisatie, id, foutenNa ?? null);
    return { ...toon(rij), fouten: fouten.map((f) => ({ ...f, fouten: inZicht(f.fouten, zicht) })) };
  }

  private eisOmzetting(stappen: readonly Stap[]): void {
    const teksten = Object.fromEntries(stappen.map((s, i) => [`omzetting.${i}.waarde`, s.waarde === undefined ? null : JSON.stringify(s.waarde)]));
    const fouten = [...controleerOmzetting(stappen), ...bsnInTeksten(teksten, this.rsins.alle())];
    if (fouten.length > 0) throw Probleem.ongeldig(fouten);
  }

  /** The named version, or the draft, or the newest; with the newest that is published, and where it may break with that one. */
  private async teToetsen(organisatie: string, id: string, versie: number | undefined): Promise<{ toetstype: Toetstype; breuken: { pad: string; code: string }[]; nu: Typeinhoud }> {
    const nieuwste = await leesTypeversie(this.bron, organisatie, id, null);
    const concept = await leesConcept(this.bron, organisatie, id);
    const kandidaat = versie === undefined ? (concept ?? nieuwste) : versie === concept?.versie ? concept : await leesTypeversie(this.bron, organisatie, id, versie);
    if (!kandidaat) throw Probleem.nietGevonden(nieuwste || concept ? 'Deze versie bestaat niet.' : ONBEKEND);
    const { valideer, fout } = compileerSchema(kandidaat.inhoud.schema);
    if (fout !== null) throw new Error(`object type ${id}: ${fout}`);
    const breuken = nieuwste ? vergelijkTypen(nieuwste.inhoud, kandidaat.inhoud) : [];
    return { toetstype: { type: { id, versie: kandidaat.versie, ...kandidaat.inhoud }, valideer }, breuken, nu: nieuwste?.inhoud ?? kandidaat.inhoud };
  }
}
