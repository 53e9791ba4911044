/**
 * Starts programs on loopback, says what they cost, ends them by their number.
 *
 * What a process cost stands in `/proc`, so measuring needs Linux.
 */
import { execFileSync, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 12_000;
const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** The system picks; between here and the program's start nobody else is likely to take it. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A program with an address. */
export class Program {
  constructor(child, origin, log) {
    Object.assign(this, { child, origin, log });
    this.startedAt = performance.now();
  }

  /** Starts `file` with `args`; it writes its log to a file. */
  static start(file, args, { port, env, log }) {
    const out = openSync(log, 'a');
    const child = spawn(file, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    return new Program(child, `http://localhost:${port}`, log);
  }

  get pid() {
    return this.child.pid;
  }

  /** Milliseconds from the start until `path` answers 200. */
  async ready(path) {
    const deadline = this.startedAt + READY_WITHIN_MS;
    while (performance.now() < deadline) {
      if (this.child.exitCode !== null) break;
      if (await answers(this.origin + path)) return performance.now() - this.startedAt;
      await pause(2);
    }
    throw new Error(`${this.child.spawnargs.join(' ')} is not ready:\n${this.lastWords()}`);
  }

  lastWords() {
    return readFileSync(this.log, 'utf8').split('\n').slice(-15).join('\n');
  }

  /** Processor time used so far, in milliseconds. */
  cpuMs() {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; user and system time are the 12th and 13th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
  }

  /** Resident memory in kB. */
  residentKb() {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  }

  /** Asks first, so that nothing is left half written. */
  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const patience = new AbortController();
    const late = pause(STOPPED_WITHIN_MS, 'late', { signal: patience.signal }).catch(() => {});
    if ((await Promise.race([ended, late])) === 'late') {
      this.child.kill('SIGKILL');
      await ended;
    }
    patience.abort();
  }
}

async function answers(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
