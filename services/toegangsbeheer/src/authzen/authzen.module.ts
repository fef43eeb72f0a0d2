import { Module } from '@nestjs/common';
import { Bron } from '@bronhuis/bron';
import { ToepassingenModule } from '../toepassingen/toepassingen.module.ts';
import { AuthzenController } from './authzen.controller.ts';
import { EigenZoekvragen } from './eigen-zoekvragen.ts';
import { Evaluaties } from './evaluaties.ts';
import { MetadataController } from './metadata.controller.ts';
import { Rollenlezer } from './rollenlezer.ts';
import { ZoekController } from './zoek.controller.ts';
import { Zoekvragen } from './zoekvragen.ts';

/** Paths that AuthZEN 1.0 fixes (§9, §10.1), outside the prefix of the component. */
export const AUTHZEN_PADEN = [
  ...['evaluation', 'evaluations', 'search/subject', 'search/action', 'search/resource'].map((p) => `toegangsbeheer/access/v1/${p}`),
  '.well-known/authzen-configuration',
];

@Module({
  imports: [ToepassingenModule],
  controllers: [AuthzenController, ZoekController, MetadataController],
  providers: [{ provide: Rollenlezer, inject: [Bron], useFactory: (bron: Bron) => new Rollenlezer(bron) }, Evaluaties, EigenZoekvragen, Zoekvragen],
  exports: [ToepassingenModule],
})
export class AuthzenModule {}
