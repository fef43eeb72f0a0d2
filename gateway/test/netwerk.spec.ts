import { leesConfig } from '../src/config.ts';
import { leesNetwerken, Netwerken } from '../src/netwerk.ts';

describe('from which network a call comes', () => {
  const netwerken = new Netwerken(leesNetwerken('10.1.0.0/16, 192.0.2.7/32,fd00:1::/32').netwerken);
  it.each([
    ['10.1.255.3', 'intern'], ['10.2.0.1', 'extern'], ['192.0.2.7', 'intern'], ['192.0.2.8', 'extern'],
    ['::ffff:10.1.2.3', 'intern'], ['::ffff:10.2.2.3', 'extern'], ['fd00:1:2::3', 'intern'], ['fd00:2::3', 'extern'], ['::1', 'extern'], ['', 'extern'], ['10.1.0.1, 8.8.8.8', 'extern'],
  ])('%s is %s', (adres, netwerk) => expect(netwerken.van(adres)).toBe(netwerk));

  it('is outside for all when no network is named, and when there is no address', () => {
    expect(new Netwerken([]).van('127.0.0.1')).toBe('extern');
    expect(netwerken.van(undefined)).toBe('extern');
    expect(netwerken.kop('10.1.0.1')).toBe('x-bronhuis-netwerk: intern\r\n');
  });

  it('keeps the gateway from starting with what is no network', () => {
    expect(leesNetwerken(' ')).toEqual({ netwerken: [], fouten: [] });
    expect(leesNetwerken('10.0.0.0/33,10.0.0.1,fd00::/129,thuis/8').fouten).toEqual(['10.0.0.0/33', '10.0.0.1', 'fd00::/129', 'thuis/8']);
    expect(() => leesConfig({ INTERNE_NETWERKEN: '10.0.0.0/8,alles' })).toThrow('INTERNE_NETWERKEN: alles is no network, like 10.0.0.0/8');
  });
});
