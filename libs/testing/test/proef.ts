import { Body, Controller, Get, Inject, Module, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Bron, type Migratie } from '@bronhuis/bron';
import type { Componentdefinitie } from '@bronhuis/component';
import { Probleem, uuidv7 } from '@bronhuis/standaarden';
import { Aanroep, Aanroeper, ComponentClient, Route } from '@bronhuis/toegang';

class DingVerzoek {
  @ApiProperty({ type: String, minLength: 1, maxLength: 40, description: 'Naam.' }) naam: string;
}

class Ding {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) naam: string;
}

const DOSSIER = { soort: 'dossier', activiteiten: ['VA-01'] };

/** The smallest component that does what every component does. */
@ApiTags('dingen')
@Controller('dingen')
class DingenController {
  constructor(
    @Inject(Bron) private readonly bron: Bron,
    @Inject(ComponentClient) private readonly client: ComponentClient,
  ) {}

  @Post()
  @Route({ actie: 'dossiers:aanmaken', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'maakDing', summary: 'Leg een ding vast' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 100 } })
  @ApiResponse({ status: 201, type: Ding })
  async maak(@Body() verzoek: DingVerzoek, @Aanroeper() aanroep: Aanroep): Promise<Ding> {
    aanroep.beslis(DOSSIER);
    const { body } = await this.bron.schrijf(aanroep, async (tx) => {
      const kop = tx.nieuw(uuidv7());
      await tx.query('insert into ding (organisatie, id, versie, registratietijd, naam) values ($1, $2, $3, $4, $5)', [
        tx.organisatie, kop.id, kop.versie, kop.tijd, verzoek.naam,
      ]);
      tx.emit(kop, { type: 'nl.gemeente.dingen.ding-gemaakt', data: { ding: kop.id } });
      tx.verwerk(aanroep.regel({ handeling: 'Ding vastgelegd', gegevens: ['naam'], object: { soort: 'ding', id: kop.id }, betrokkenen: [] }));
      return { status: 201, body: { id: kop.id, naam: verzoek.naam }, onderwerp: kop.id };
    });
    return body as Ding;
  }

  @Get(':id')
  @Route({ actie: 'dossiers:lezen', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'leesDing', summary: 'Lees een ding' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 200, type: Ding })
  async lees(@Param('id') id: string, @Aanroeper() aanroep: Aanroep): Promise<object> {
    aanroep.beslis(DOSSIER);
    const text = 'select id, naam from ding where organisatie = $1 and id = $2';
    const [ding] = await this.bron.lees<Ding>(aanroep, { name: 'ding', text, values: [aanroep.organisatie, id] });
    if (!ding) throw Probleem.nietGevonden('Dit ding is er niet.');
    await aanroep.vastleggen({ handeling: 'Ding bekeken', gegevens: ['naam'], object: { soort: 'ding', id }, betrokkenen: [] });
    // A member that the contract does not know: the check of the test library must see it.
    return ding.naam === 'te-veel' ? { ...ding, geheim: true } : ding;
  }

  @Post(':id/_vraag')
  @Route({ actie: 'dossiers:aanmaken', klasse: 'doelgebonden', laat: true })
  @ApiOperation({ operationId: 'vraag', summary: 'Vraag iets aan een ander component' })
  @ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
  @ApiResponse({ status: 201, type: Ding })
  async vraag(@Param('id') id: string, @Aanroeper() aanroep: Aanroep): Promise<Ding> {
    aanroep.beslis(DOSSIER);
    const { body } = await this.client.vraag(aanroep, 'VA-03', 'GET', `/registers/v1/dossiers/${id}`);
    return { id, naam: (body as { kenmerk: string }).kenmerk };
  }

  @Get('kapot/kapot')
  @Route({ actie: 'dossiers:lezen', klasse: 'openbaar' })
  @ApiOperation({ operationId: 'kapot', summary: 'Gaat altijd mis' })
  @ApiResponse({ status: 200, type: Ding })
  kapot(): never {
    throw new Error('opzettelijk');
  }
}

@Module({ controllers: [DingenController] })
class ProefModule {}

const dingen: Migratie = {
  naam: '0001-dingen',
  up: `create table ding (
      organisatie text not null, id uuid not null, versie bigint not null, registratietijd timestamptz not null,
      naam text not null, primary key (organisatie, id));
    select bron.beveilig('ding');`,
  down: 'drop table ding',
};

export const proef: Componentdefinitie = {
  naam: 'proef',
  titel: 'Proef',
  omschrijving: 'Component van de tests.',
  versie: '1.0.0',
  module: ProefModule,
  migraties: [dingen],
};
