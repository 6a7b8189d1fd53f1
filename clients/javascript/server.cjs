// A server: a process of its own, or one that runs already.
"use strict";

const { spawn } = require("node:child_process");
const { randomBytes } = require("node:crypto");
const { closeSync, mkdtempSync, openSync, readFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { call } = require("./control.cjs");
const { UserPool } = require("./user-pool.cjs");

const OPTIONS = ["serve", "--host", "127.0.0.1", "--port", "0", "--in-memory", "--exit-with-parent",
  "--ready-file", "ready.json"];
const START_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 15_000;
const NAME_LENGTH = 100;
// These are for the clients; the program does not know them.
const OWN_VARIABLES = ["GENAUTH_EMULATOR_BINARY", "GENAUTH_EMULATOR_URL"];

class Server {
  #process;
  #folder;

  constructor(url) {
    this.url = url.replace(/\/+$/, "");
  }

  /** The server at GENAUTH_EMULATOR_URL, or one that is started. */
  static async open(options = {}) {
    const url = options.url ?? process.env.GENAUTH_EMULATOR_URL;
    return url ? new Server(url) : Server.start(options);
  }

  static async start(options = {}) {
    const program = options.binary || process.env.GENAUTH_EMULATOR_BINARY || "genauth-emulator";
    const folder = mkdtempSync(join(tmpdir(), "genauth-emulator-"));
    const child = launch(program, folder, options.arguments ?? []);
    try {
      const server = new Server(await ready(child, program, folder));
      server.#process = child;
      server.#folder = folder;
      child.unref();
      return server;
    } catch (error) {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async stop() {
    const child = this.#process;
    if (!child) return;
    this.#process = undefined;
    child.ref();
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MILLISECONDS);
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill();
      await ended;
    }
    clearTimeout(timer);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  control(method, path, body) {
    return call(this.url, method, path, body);
  }

  async userPool({ id = `test-${randomBytes(8).toString("hex")}`, name = id, seed, copyOf, snapshot } = {}) {
    const accessKey = { id: `key-${id}`, secret: randomBytes(16).toString("hex") };
    const from = copyOf && { userPool: copyOf, snapshot };
    return new UserPool(this, await this.control("POST", "/user-pools", {
      id, name: name.slice(0, NAME_LENGTH), accessKey, seed, from,
    }));
  }
}

function launch(program, folder, more) {
  const environment = { ...process.env };
  for (const name of OWN_VARIABLES) delete environment[name];
  const log = openSync(join(folder, "log"), "w");
  const child = spawn(program, [...OPTIONS, ...more], { cwd: folder, env: environment, stdio: ["ignore", log, log] });
  closeSync(log);
  return child;
}

/** The URL of a process that starts, as soon as its ready file is there. */
async function ready(child, program, folder) {
  let failure;
  child.once("error", (error) => (failure = error));
  const deadline = Date.now() + START_MILLISECONDS;
  while (Date.now() < deadline) {
    const text = read(join(folder, "ready.json"));
    if (text) return JSON.parse(text).url;
    if (failure?.code === "ENOENT") {
      throw new Error(`there is no program ${program}: set GENAUTH_EMULATOR_BINARY to its path, ` +
        "or GENAUTH_EMULATOR_URL to a running server");
    }
    if (failure) throw failure;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`genauth-emulator ended with ${child.exitCode ?? child.signalCode}:\n${read(join(folder, "log"))}`);
    }
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error(`genauth-emulator was not ready in time:\n${read(join(folder, "log"))}`);
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

module.exports = { Server };
