// A user pool: what a client needs to use it, and the calls of the control API about it.
"use strict";

const { describe } = require("./explanation.cjs");

const MOST_EXPLAINED = 5;

class UserPool {
  constructor(server, made) {
    const [key] = made.accessKeys;
    Object.assign(this, { server, id: made.id, name: made.name, url: made.url, host: server.url });
    Object.assign(this, { accessKeyId: key.id, accessKeySecret: key.secret });
  }

  control(method, path = "", body = undefined) {
    return this.server.control(method, `/user-pools/${encodeURIComponent(this.id)}${path}`, body);
  }

  reset() {
    return this.control("POST", "/reset");
  }

  async snapshot(name) {
    await this.control("POST", "/snapshots", { name });
  }

  restore(name) {
    return this.control("POST", `/snapshots/${encodeURIComponent(name)}/restore`);
  }

  async freeze(now) {
    await this.control("PUT", "/clock", { mode: "frozen", now });
  }

  async advance(seconds) {
    await this.control("POST", "/clock/advance", { seconds });
  }

  fault(operation, effect, when) {
    return this.control("POST", "/faults", { operation, effect, when });
  }

  async verifyFaults() {
    await this.control("POST", "/faults/verify");
  }

  async token(expiresIn = 3600) {
    return (await this.control("POST", "/tokens", { expiresIn })).accessToken;
  }

  async requests(filters) {
    return (await this.control("GET", `/requests${query(filters)}`)).requests;
  }

  async events(filters) {
    return (await this.control("GET", `/events${query(filters)}`)).events;
  }

  explain(requestId) {
    return this.control("GET", `/requests/${encodeURIComponent(requestId)}`);
  }

  async explainRefused() {
    const refused = (await this.requests()).filter(({ statusCode }) => statusCode < 200 || statusCode >= 400);
    const explained = await Promise.all(refused.slice(-MOST_EXPLAINED).map(({ requestId }) => this.explain(requestId)));
    return explained.map(describe).join("\n");
  }

  remove() {
    return this.control("DELETE");
  }
}

function query(filters) {
  return filters ? `?${new URLSearchParams(filters)}` : "";
}

module.exports = { UserPool };
