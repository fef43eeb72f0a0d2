// A component process that is killed at one chosen step. Plain JS on the built lib: Node 20 runs no TypeScript.
// usage: node kind.mjs '{"db":{...},"natsUrl":…,"voorvoegsel":…,"stap":{"voor":"regex"}|{"na":"regex"}|null,"rol":"relay"|"consument"}'
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import pg from 'pg';
import { Bron } from '@bronhuis/bron';
import { JetStreamStrategie, NatsVerbinding, Relay, verbindEvents } from '@bronhuis/events';

const { db, natsUrl, voorvoegsel, stap, rol, component, type } = JSON.parse(process.argv[2]);
const dood = () => process.kill(process.pid, 'SIGKILL');

// The step is a statement: dead before it is sent, or after its answer came.
if (stap) {
  const voor = stap.voor && new RegExp(stap.voor);
  const na = stap.na && new RegExp(stap.na);
  const eigen = pg.Client.prototype.query;
  pg.Client.prototype.query = function (...args) {
    const tekst = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? '');
    if (globalThis.scherp && voor?.test(tekst)) dood();
    const daarna = globalThis.scherp && na?.test(tekst);
    if (daarna && typeof args[0]?.callback === 'function') args[0].callback = dood;
    const antwoord = eigen.apply(this, args);
    if (daarna && typeof antwoord?.then === 'function') void antwoord.then(dood);
    return antwoord;
  };
}

class Proef {
  async op(e, tx) {
    // Armed by the first event that is handled: what came before is only start-up.
    globalThis.scherp = true;
    await tx.query(
      'insert into gedaan (organisatie, event, onderwerp, versie, type, wie, traceparent) values ($1, $2, $3, $4, $5, $6, $7)',
      [tx.organisatie, e.id, e.subject, e.sequence, e.type, 'kind', tx.traceparent],
    );
  }
}
Controller()(Proef);
EventPattern(type)(Proef.prototype, 'op', Object.getOwnPropertyDescriptor(Proef.prototype, 'op'));
Payload()(Proef.prototype, 'op', 0);
Ctx()(Proef.prototype, 'op', 1);
class Proefmodule {}
Module({ controllers: [Proef] })(Proefmodule);

const stil = { info() {}, warn() {}, error() {} };
const bron = await Bron.open({ component, toepassing: db.toepassing, werker: db.werker, entities: [] });
const verbinding = new NatsVerbinding(natsUrl, 'kind', stil);
void verbinding.open();
if (rol === 'relay') {
  globalThis.scherp = true;
  new Relay({ werker: bron.werker, verbinding, voorvoegsel, component, perKeer: 20 }).start();
} else {
  const strategie = new JetStreamStrategie({ bron, verbinding, voorvoegsel, component, consumeert: [{ stroom: component }], perKeer: 20 });
  const app = await NestFactory.create(Proefmodule, new FastifyAdapter(), { logger: false });
  verbindEvents(app, strategie);
  await app.startAllMicroservices();
}
setInterval(() => undefined, 1000);
