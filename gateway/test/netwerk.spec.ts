import { leesConfig } from '../src/config.ts';
import { leesNetwerken, Netwerken } from '../src/netwerk.ts';

describe('from which network a call comes', () => {
  const netwerken = new Netwerken(leesNetwerken('10.1.0.0/16, 192.0.2.7/32,fd00:1::/32').netwerken);
  it.each([
    ['10.1.255.3', 'intern'], ['10.2.0.1', 'extern'], ['192.0.2.7', 'intern'], ['192.0.2.8', 'extern'],
    ['::ffff:10.1.2.3', 'intern'], ['::ffff:10.2.2.3', 'extern'], ['fd00:1:2::3', 'intern'], ['fd00:2::3', 'extern'], ['::1', 'extern'], ['', 'extern'], ['10.1.0.1, 8.8.8.8', 'extern'],
  ])('%s is %s', (adres, netwerk) => expect(netwerken.van(adres)).toBe(netwerk));

  it('is outside for all when no network is named', () => {
    expect(new Netwerken([]).van('127.0.0.1')).toBe('extern');
    expect(netwerken.kop('10.1.0.1')).toBe('x-bronhuis-netwerk: intern\r\n');
  });

  it.each<[string, string | undefined, string, string]>([
    ['198.51.100.1', '203.0.113.9', '198.51.100.1', 'says what it likes'],
    ['10.1.0.5', '203.0.113.9', '203.0.113.9', 'says for whom it calls'],
    ['10.1.0.5', '192.168.0.1, 203.0.113.9', '203.0.113.9', 'names the last; before that is what the caller wrote'],
    ['10.1.0.5', '203.0.113.9, 10.1.0.6', '203.0.113.9', 'stands behind another'],
    ['::ffff:10.1.0.5', '2001:db8::7', '2001:db8::7', 'connects over IPv6'],
    ['10.1.0.5', '203.0.113.9:4711', '203.0.113.9', 'adds a port'],
    ['10.1.0.5', '[2001:db8::7]:4711, 10.1.0.6:80', '2001:db8::7', 'adds a port, behind another that does'],
    ['10.1.0.5', '[2001:db8::7]', '2001:db8::7', 'writes brackets'],
    ['10.1.0.5', undefined, '10.1.0.5', 'names nobody'],
    ['10.1.0.5', '203.0.113.9, onbekend', '10.1.0.5', 'names what is no address'],
    ['10.1.0.5', '203.0.113.9, 999.1.1.1:80', '10.1.0.5', 'names what is no address, with a port'],
    ['10.1.0.5', '10.1.0.7', '10.1.0.7', 'names only its own'],
  ])('the caller behind %s with X-Forwarded-For %s is %s: it %s', (remoteAddress, door, wie, _waarom) => {
    const vraag = { socket: { remoteAddress }, headers: door === undefined ? {} : { 'x-forwarded-for': door } };
    expect(new Netwerken([], ['10.1.0.0/16']).beller(vraag as never)).toBe(wie);
    expect(new Netwerken([]).beller(vraag as never)).toBe(remoteAddress);
  });

  it('keeps the gateway from starting with what is no network', () => {
    expect(leesNetwerken(' ')).toEqual({ netwerken: [], fouten: [] });
    expect(leesNetwerken('10.0.0.0/33,10.0.0.1,fd00::/129,thuis/8').fouten).toEqual(['10.0.0.0/33', '10.0.0.1', 'fd00::/129', 'thuis/8']);
    expect(() => leesConfig({ INTERNE_NETWERKEN: '10.0.0.0/8,alles', VERTROUWDE_PROXYS: 'proxy' })).toThrow(/INTERNE_NETWERKEN: alles is no network, like 10\.0\.0\.0\/8; VERTROUWDE_PROXYS: proxy is no network/);
  });
});
