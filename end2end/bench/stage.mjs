/**
 * What is measured: a simulated cloud and a portal, each its own process, so that the processor
 * time of one is not taken for the other's.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLOUD } from './journeys.mjs';
import { Program, freePort } from './processes.mjs';

/** The cloud's jobs take 30 seconds of its time; nothing is gained by waiting for them. */
const SPEED = '40';

export class Stage {
  /** @param program the file `slipway` */
  constructor(program) {
    this.program = program;
    this.folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
    this.key = execFileSync(program, ['key'], { encoding: 'utf8' }).trim();
    this.programs = [];
    this.ports = new Map();
  }

  /** Starts the cloud with so many servers and writes the portal's settings. */
  async cloud(servers) {
    const port = await freePort();
    const args = ['simulate', '--listen', `127.0.0.1:${port}`];
    args.push('--servers', String(servers), '--speed', SPEED);
    this.simulator = this.start(args, port, 'cloud.log');
    await this.simulator.ready('/_sim/clock');
    this.settle(`[[clouds]]\nname = "${CLOUD}"\nkind = "clc"\nurl = "${this.simulator.origin}"\n`);
  }

  /** Writes the portal's settings. */
  settle(clouds) {
    writeFileSync(this.settings, clouds);
  }

  /**
   * Starts a portal over the data folder `data`: the program, and the milliseconds it took. Over one
   * folder always at the same port, which the names of its cookies carry.
   */
  async portal(data, env = {}) {
    const port = this.ports.get(data) ?? (await freePort());
    this.ports.set(data, port);
    const args = ['serve', '--listen', `127.0.0.1:${port}`, '--config', this.settings];
    args.push('--data', join(this.folder, data));
    const portal = this.start(args, port, `${data}.log`, env);
    return { portal, readyMs: await portal.ready('/readyz') };
  }

  start(args, port, log, more = {}) {
    const env = { SLIPWAY_SECRET_KEY: this.key, ...more };
    const started = Program.start(this.program, args, { port, env, log: join(this.folder, log) });
    this.programs.push(started);
    return started;
  }

  get settings() {
    return join(this.folder, 'slipway.toml');
  }

  async close() {
    await Promise.all(this.programs.map((program) => program.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
