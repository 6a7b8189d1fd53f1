/** A refused call of the control API. */
export class ControlError extends Error {
  /** The status of HTTP. */
  readonly status: number;
  /** The code of the error, for programs. */
  readonly code: string;
}

/** A user pool of the seed format, fixtures/seed.schema.json. */
export type Seed = { id: string; name: string; [member: string]: unknown };

export interface ServerOptions {
  /** The program; without it that of GENAUTH_EMULATOR_BINARY, otherwise the one in PATH. */
  binary?: string;
  /** More arguments of `genauth-emulator serve`. */
  arguments?: string[];
}

export class Server {
  constructor(url: string);
  readonly url: string;
  /** Uses the server at `url` or GENAUTH_EMULATOR_URL; without them, starts one. */
  static open(options?: ServerOptions & { url?: string }): Promise<Server>;
  /** Starts a server on a free port with the state in memory. */
  static start(options?: ServerOptions): Promise<Server>;
  /** Ends the process that `start` started. */
  stop(): Promise<void>;
  /** Any call of the control API; `path` is what follows /_emulator. */
  control(method: string, path: string, body?: unknown): Promise<any>;
  /** Makes a user pool: from a seed, as a copy, or as the first user pool began. */
  userPool(options?: { id?: string; name?: string; seed?: Seed; copyOf?: string; snapshot?: string }): Promise<UserPool>;
}

export interface RequestFilters {
  operation?: string;
  statusCode?: string;
  since?: string;
  /** How long to wait for a request, such as "5s". */
  wait?: string;
}

export interface RecordedRequest {
  number: number;
  requestId: string;
  time: string;
  method: string;
  path: string;
  operation?: string;
  /** The status of HTTP; 0 if there was no answer. */
  status: number;
  statusCode: number;
  apiCode?: number;
  [member: string]: unknown;
}

export class UserPool {
  readonly server: Server;
  readonly id: string;
  readonly name: string;
  /** For an SDK, together with the access key. */
  readonly host: string;
  /** For a client whose access key cannot be changed. */
  readonly url: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Any call of the control API; `path` is what follows /_emulator/user-pools/{userPoolId}. */
  control(method: string, path?: string, body?: unknown): Promise<any>;
  /** Brings the user pool back to the state it began with. */
  reset(): Promise<void>;
  snapshot(name: string): Promise<void>;
  restore(name: string): Promise<void>;
  /** Stops the clock at an RFC 3339 time. */
  freeze(now: string): Promise<void>;
  /** Moves the clock forward. */
  advance(seconds: number): Promise<void>;
  /** Plans a fault; `effect` and `when` are those of the control API. */
  fault(operation: string, effect: object, when?: object): Promise<any>;
  /** Fails if a planned fault was not applied. */
  verifyFaults(): Promise<void>;
  /** A management token, which has expired if `expiresIn`, in seconds, is negative. */
  token(expiresIn?: number): Promise<string>;
  /** The last requests, oldest first. */
  requests(filters?: RequestFilters): Promise<RecordedRequest[]>;
  /** The last changes, oldest first. */
  events(filters?: { name?: string; since?: string; wait?: string }): Promise<any[]>;
  /** A request, its response and how it was judged. */
  explain(requestId: string): Promise<any>;
  /** A text on the last requests that were refused, empty if none was. */
  explainRefused(): Promise<string>;
  remove(): Promise<void>;
}

/** `userPools` of ./node-test, ./jest and ./vitest for another framework, whose hook after all tests is the first argument. */
export function userPools(afterAll: (end: () => Promise<void>) => unknown, options?: import("./framework.js").UserPoolOptions):
  import("./framework.js").WithPool;
