import { afterAll } from "vitest";
import { userPools as make } from "./user-pools.cjs";

export const userPools = (options) => make(afterAll, options);
