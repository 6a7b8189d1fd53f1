// Calls of the control API, which is described at /_emulator/control-openapi.json of a server.
"use strict";

class ControlError extends Error {
  constructor(method, path, status, { code, message }) {
    super(`${method} ${path}: ${message} (${status} ${code})`);
    this.name = "ControlError";
    this.status = status;
    this.code = code;
  }
}

async function call(url, method, path, body) {
  const headers = {};
  if (body !== undefined) headers["content-type"] = "application/json";
  const token = process.env.GENAUTH_EMULATOR_CONTROL_TOKEN;
  if (token) headers.authorization = `Bearer ${token}`;
  const answer = await fetch(`${url}/_emulator${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch((failure) => {
    const reason = failure.cause?.code ?? failure.message;
    throw new Error(`${method} ${path}: no answer from ${url}: ${reason}`, { cause: failure });
  });
  const text = await answer.text();
  if (!answer.ok) throw new ControlError(method, path, answer.status, refusal(text));
  return text ? JSON.parse(text) : undefined;
}

function refusal(text) {
  try {
    return JSON.parse(text).error ?? { code: "unknown", message: text };
  } catch {
    return { code: "unknown", message: text };
  }
}

module.exports = { ControlError, call };
