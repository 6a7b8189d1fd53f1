"use strict";

const { userPools } = require("./user-pools.cjs");

// Jest passes a callback to a test with a parameter, and waits for its call.
exports.userPools = (options) => {
  const withPool = userPools(globalThis.afterAll, options);
  return (test) => () => withPool(test)();
};
