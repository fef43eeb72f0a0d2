import Sequencer from '@jest/test-sequencer';

/** By name, always: the proofs share one installation, and what one asks for in it stands in the decision log that another reads. */
export default class Volgorde extends Sequencer {
  sort(tests) {
    return [...tests].sort((p, q) => (p.path < q.path ? -1 : 1));
  }
}
