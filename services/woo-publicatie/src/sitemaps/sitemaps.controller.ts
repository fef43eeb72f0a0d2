import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { STANDAARD } from '@bronhuis/component';
import { ApiExtension, ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { Probleem, sha256Hex } from '@bronhuis/standaarden';
import { Aanroeper, Route, type Aanroep } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { bestandspad } from '../publicaties/publicaties.dto.ts';
import { CATEGORIEEN, categorieMetNummer, type Categorie } from './categorieen.ts';
import { indexnaam, leesBestandsnaam, PER_SITEMAP, schrijfIndex, schrijfRobots, schrijfSitemap, sitemapnaam } from './diwoo.ts';
import { leesCategorieen, leesDeel, leesDelen } from './sitemaps.queries.ts';

const geenBestand = (): Probleem => Probleem.nietGevonden('Deze sitemap is er niet.');

/**
 * What the harvester of open.overheid.nl reads: made from the tables at each request, so that it is true within the
 * second. Addresses are always https, at a host of the organisation itself (never one that a caller makes up).
 */
@ApiTags('sitemaps')
@Controller()
export class SitemapsController {
  constructor(@Inject(Bron) private readonly bron: Bron) {}

  @Get('sitemaps/:bestand')
  @Route({ actie: 'sitemaps:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'leesSitemap', summary: 'Sitemapindex of sitemap met DiWoo-metadata' })
  @ApiParam({ name: 'bestand', schema: { type: 'string', maxLength: 80 }, example: 'sitemapindex-diwoo-infocat016.xml' })
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string', maxLength: 500 }, description: 'ETag die u al hebt.' })
  @ApiProduces('application/xml')
  @ApiResponse({ status: 200, schema: { type: 'string' }, description: 'Het XML-bestand.' })
  @ApiResponse({ status: 304, description: 'U hebt het bestand al.' })
  async sitemap(@Aanroeper() aanroep: Aanroep, @Param('bestand') bestand: string, @Headers() koppen: Record<string, string | undefined>, @Res() reply: FastifyReply): Promise<void> {
    const naam = leesBestandsnaam(bestand);
    const categorie = naam && categorieMetNummer(naam.nummer);
    if (!naam || !categorie) throw geenBestand();
    const basis = adresVan(aanroep, koppen);
    const xml = naam.soort === 'index' ? await this.index(aanroep.organisatie, categorie, basis) : await this.deel(aanroep, categorie, naam.deel, basis);
    stuur(reply, koppen['if-none-match'], 'application/xml; charset=utf-8', xml);
  }

  @Get('robots.txt')
  @Route({ actie: 'sitemaps:lezen', klasse: 'openbaar' })
  @ApiExtension(STANDAARD, 'RFC 9309')
  @ApiOperation({ operationId: 'leesRobots', summary: 'Wat zoekrobots mogen, en waar de sitemaps staan' })
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string', maxLength: 500 }, description: 'ETag die u al hebt.' })
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, schema: { type: 'string' }, description: 'robots.txt' })
  @ApiResponse({ status: 304, description: 'U hebt het bestand al.' })
  async robots(@Aanroeper() aanroep: Aanroep, @Headers() koppen: Record<string, string | undefined>, @Res() reply: FastifyReply): Promise<void> {
    const gevuld = new Set(await leesCategorieen(this.bron, aanroep.organisatie));
    const basis = adresVan(aanroep, koppen);
    const indexen = CATEGORIEEN.filter((c) => gevuld.has(c.code)).map((c) => `${basis}/sitemaps/${indexnaam(c.nummer)}`);
    stuur(reply, koppen['if-none-match'], 'text/plain; charset=utf-8', schrijfRobots(aanroep.organisatiegegevens.soort === 'demonstratie', indexen));
  }

  private async index(organisatie: string, categorie: Categorie, basis: string): Promise<string> {
    const delen = await leesDelen(this.bron, organisatie, categorie.code, PER_SITEMAP);
    if (delen.length === 0) throw geenBestand();
    return schrijfIndex(delen.map((d) => ({ adres: `${basis}/sitemaps/${sitemapnaam(categorie.nummer, d.deel)}`, gewijzigd: d.gewijzigd })));
  }

  private async deel(aanroep: Aanroep, categorie: Categorie, deel: number, basis: string): Promise<string> {
    const rijen = await leesDeel(this.bron, aanroep.organisatie, categorie.code, deel, PER_SITEMAP);
    if (rijen.length === 0) throw geenBestand();
    const { naam, tooi, soort } = aanroep.organisatiegegevens;
    const uitgever = soort === 'productie' && tooi ? { naam, tooi } : { naam };
    return schrijfSitemap(
      rijen.map((r) => ({
        ...r,
        adres: `${basis}${bestandspad(r.document)}`,
        onderdeelVan: r.deel ? { adres: `${basis}/woo-publicatie/v1/publicaties/${r.publicatie}`, titel: r.publicatietitel } : null,
      })),
      categorie,
      uitgever,
    );
  }
}

/** The host that was asked for when it is one of the organisation's, else its first. The harvester demands https. */
function adresVan(aanroep: Aanroep, koppen: Record<string, string | undefined>): string {
  const { hosts } = aanroep.organisatiegegevens;
  const gevraagd = (koppen['x-forwarded-host'] ?? '').split(':')[0]?.toLowerCase() ?? '';
  const host = hosts.includes(gevraagd) ? gevraagd : hosts[0];
  if (!host) throw geenBestand();
  return `https://${host}`;
}

function stuur(reply: FastifyReply, bekend: string | undefined, soort: string, inhoud: string): void {
  const merk = `"${sha256Hex(inhoud).slice(0, 32)}"`;
  void reply.headers({ etag: merk, 'cache-control': 'public, no-cache', 'content-type': soort });
  if (bekend?.split(',').some((t) => t.trim().replace(/^W\//u, '') === merk)) void reply.code(304).send();
  else void reply.send(inhoud);
}
