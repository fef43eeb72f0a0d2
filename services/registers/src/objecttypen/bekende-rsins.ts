import { Inject, Injectable } from '@nestjs/common';
import { Bundelhouder } from '@bronhuis/toegang';

/** RSINs of organisations that we know: nine digits that pass the eleven test and are no BSN. */
@Injectable()
export class BekendeRsins {
  private hash = '';
  private rsins: ReadonlySet<string> = new Set();

  constructor(@Inject(Bundelhouder) private readonly bundelhouder: Bundelhouder) {}

  alle(): ReadonlySet<string> {
    const { bundel } = this.bundelhouder.huidige();
    if (bundel.hash !== this.hash) {
      this.rsins = new Set(bundel.organisaties.flatMap((o) => (o.rsin ? [o.rsin] : [])));
      this.hash = bundel.hash;
    }
    return this.rsins;
  }
}
