import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron } from '@bronhuis/bron';
import { Probleem } from '@bronhuis/standaarden';
import { Aanroeper, Route, type Aanroep } from '@bronhuis/toegang';
import type { FastifyReply } from 'fastify';
import { eisOpenbaar } from '../publicaties/openbaar.ts';
import { Bestandsopslag } from './bestandsopslag.ts';
import { leesTeDownloaden } from './documenten.queries.ts';

// A browser shows a PDF with a viewer of its own, which the usual policy of an API would keep out.
const BEKIJKBAAR = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const CONTENT_TYPE = { 'application/pdf': 'application/pdf', 'text/plain': 'text/plain; charset=utf-8' } as const;

@ApiTags('documenten')
@Controller('documenten')
export class DocumentenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(Bestandsopslag) private readonly opslag: Bestandsopslag,
  ) {}

  @Get(':id/bestand')
  @Route({ actie: 'documenten:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'haalBestand', summary: 'Het bestand van een openbaar document' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string', maxLength: 500 }, description: 'ETag die u al hebt.' })
  @ApiProduces('application/pdf', 'text/plain')
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' }, description: 'Het bestand.' })
  @ApiResponse({ status: 304, description: 'U hebt het bestand al.' })
  async bestand(@Aanroeper() aanroep: Aanroep, @Param('id') id: string, @Headers('if-none-match') bekend: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { organisatie } = aanroep;
    const document = await leesTeDownloaden(this.bron, organisatie, id);
    const { bestandsnaam, mediatype, omvang, sha256 } = eisOpenbaar(document);
    if (!bestandsnaam || !mediatype || sha256 === null || omvang === null) throw Probleem.nietGevonden('Dit document is er niet.');
    const merk = `"${sha256}"`;
    // May be kept, but must be asked for again: what is withdrawn must be gone for everybody at once.
    void reply.headers({ etag: merk, 'cache-control': 'public, no-cache' });
    if (bekend?.split(',').some((t) => t.trim().replace(/^W\//u, '') === merk)) {
      void reply.code(304).send();
      return;
    }
    if ((await this.opslag.omvang(organisatie, id)) !== omvang) throw Probleem.nietBeschikbaar('Het bestand is nu niet te lezen. Probeer het later opnieuw.', 60);
    void reply
      .headers({ 'content-type': CONTENT_TYPE[mediatype], 'content-length': omvang, 'content-disposition': bijlagekop(bestandsnaam), 'content-security-policy': BEKIJKBAAR })
      .send(this.opslag.open(organisatie, id));
  }
}

/** RFC 6266: a plain name for old readers, the true one in UTF-8. */
function bijlagekop(naam: string): string {
  const kaal = naam.replace(/[^\x20-\x7e]|["\\/]/gu, '_');
  const precies = encodeURIComponent(naam.replace(/\p{Surrogate}/gu, '_')).replace(/['()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `inline; filename="${kaal}"; filename*=UTF-8''${precies}`;
}
