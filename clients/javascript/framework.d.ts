import { Seed, ServerOptions, UserPool } from "./index.js";

export interface UserPoolOptions extends ServerOptions {
  /** URL of a running server; without it that of GENAUTH_EMULATOR_URL, otherwise a server is started. */
  url?: string;
  /** What each user pool begins with: a path or URL of a seed file with one user pool, or its content. */
  seed?: string | URL | Seed;
  /** Fills a user pool before the first test; each test gets a copy of it. */
  prepare?: (pool: UserPool) => void | Promise<unknown>;
}

/** Makes a user pool for a test, removes it after the test, and prints why requests were refused if the test fails. */
export type WithPool = (test: (pool: UserPool, context: any) => unknown) => (context?: any) => Promise<unknown>;

/** Starts a server with the first test of a file, and stops it after the last one. */
export function userPools(options?: UserPoolOptions): WithPool;
