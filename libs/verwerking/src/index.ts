export { Pseudonimiseerder, type PseudoniemSleutels } from './pseudonimiseerder.ts';
export {
  maakVerwerking,
  type Betrokkene,
  type SoortBetrokkene,
  type Verwerking,
  type VastgelegdeVerwerking,
  type VerwerkingContext,
} from './verwerking.ts';
export { VerwerkingSchrijver, type SchrijverOpties } from './schrijver.ts';
