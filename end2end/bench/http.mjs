/**
 * A browser's side of HTTP without a browser: one connection that is kept, cookies, and answers as
 * they were transferred, still compressed.
 */
import { Agent, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

const TIMEOUT_MS = 120_000;

/** Somebody with a cookie jar and one connection, who follows no redirect by themselves. */
export class Visitor {
  constructor(origin) {
    this.origin = origin;
    this.agent = new Agent({ keepAlive: true, maxSockets: 1, noDelay: true });
    this.cookies = new Map();
  }

  get(path, headers = {}) {
    return this.send('GET', path, headers);
  }

  /** Posts a form as a browser does from one of the portal's own pages. */
  post(path, pairs) {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    };
    return this.send('POST', path, headers, new URLSearchParams(pairs).toString());
  }

  /** A page's text; anything but 200 is an error. */
  async page(path) {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return answer.text();
  }

  async send(method, path, headers, body) {
    const answer = await new Promise((resolve, reject) => {
      const asked = request(this.origin + path, {
        method,
        agent: this.agent,
        headers: { 'accept-encoding': 'br', ...this.cookieHeader(), ...headers },
        timeout: TIMEOUT_MS,
      });
      asked.on('timeout', () => asked.destroy(new Error(`${path} did not answer`)));
      asked.on('error', reject);
      asked.on('response', (response) => collect(response).then(resolve, reject));
      asked.end(body);
    });
    for (const line of answer.headers['set-cookie'] ?? []) this.keep(line);
    return answer;
  }

  /** Follows a stream of events; `heard` is called with each piece. The result ends it. */
  async listen(path, heard = () => {}) {
    // Streams stay open, so each needs a connection of its own.
    const agent = new Agent({ keepAlive: false });
    const headers = { accept: 'text/event-stream', ...this.cookieHeader() };
    return new Promise((resolve, reject) => {
      const asked = request(this.origin + path, { agent, headers });
      asked.on('error', reject);
      asked.on('response', (response) => {
        if (response.statusCode !== 200) {
          asked.destroy(new Error(`${path} answered ${response.statusCode}`));
          return;
        }
        response.on('data', heard);
        response.on('error', () => {});
        resolve(() => asked.destroy());
      });
      asked.end();
    });
  }

  keep(line) {
    const [pair] = line.split(';');
    const at = pair.indexOf('=');
    this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  cookieHeader() {
    if (this.cookies.size === 0) return {};
    return { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  close() {
    this.agent.destroy();
  }
}

const bytesBefore = new WeakMap();

async function collect(response) {
  const { socket } = response;
  const pieces = [];
  for await (const piece of response) pieces.push(piece);
  const before = bytesBefore.get(socket) ?? 0;
  bytesBefore.set(socket, socket.bytesRead);
  return new Answer(response, Buffer.concat(pieces), socket.bytesRead - before);
}

class Answer {
  constructor(response, body, transferred) {
    this.status = response.statusCode;
    this.headers = response.headers;
    /** As sent: compressed. */
    this.body = body;
    /** Bytes on the wire, headers included. */
    this.transferred = transferred;
  }

  text() {
    const coding = this.headers['content-encoding'];
    if (coding === 'br') return brotliDecompressSync(this.body).toString();
    if (coding === 'gzip') return gunzipSync(this.body).toString();
    return this.body.toString();
  }

  /** Where a redirect leads. */
  location() {
    if (this.status !== 303) throw new Error(`a redirect was expected, not ${this.status}`);
    return this.headers.location;
  }
}
