// A user pool for each test, for every test framework that has a hook after all tests of a file.
"use strict";

const { readFileSync } = require("node:fs");
const { ControlError } = require("./control.cjs");
const { Server } = require("./server.cjs");

function userPools(afterAll, options = {}) {
  let begun;
  const begin = () => (begun ??= prepare(options));
  afterAll(async () => {
    const state = await begun?.catch(() => undefined);
    await state?.prepared?.remove();
    await state?.server.stop();
  });
  return (test) => async (context) => {
    const { server, seed, prepared } = await begin();
    const pool = await server.userPool({ name: context?.name, seed: prepared ? undefined : seed, copyOf: prepared?.id });
    try {
      return await test(pool, context);
    } catch (error) {
      const text = await pool.explainRefused().catch((problem) => `the requests cannot be read: ${problem.message}`);
      if (text) console.error(`requests that user pool ${pool.id} refused:\n${text}`);
      throw error;
    } finally {
      await remove(pool);
    }
  };
}

/** The server, and the user pool that tests get copies of. */
async function prepare(options) {
  const server = await Server.open(options);
  try {
    const seed = read(options.seed);
    if (!options.prepare) return { server, seed };
    const prepared = await server.userPool({ name: "prepared", seed });
    await options.prepare(prepared);
    return { server, seed, prepared };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** One user pool of the seed format, from a file that has one, or as it is. */
function read(seed) {
  if (seed === undefined) return undefined;
  const isFile = typeof seed === "string" || seed instanceof URL;
  const content = isFile ? JSON.parse(readFileSync(seed, "utf8")) : seed;
  if (!content.userPools) return content;
  if (content.userPools.length !== 1) throw new Error(`the seed has ${content.userPools.length} user pools; a test has one`);
  return content.userPools[0];
}

async function remove(pool) {
  try {
    await pool.remove();
  } catch (error) {
    if (!(error instanceof ControlError) || error.status !== 404) throw error;
  }
}

module.exports = { userPools };
