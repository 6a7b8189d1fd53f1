// The explanation of a request as lines of text: the request and its answer first, then what the explanation says.
"use strict";

function describe(request) {
  const { explanation } = request;
  const message = request.response?.body?.message || "no answer";
  const lines = [`${request.statusCode} ${request.method} ${request.path}: ${message}`];
  if (explanation.reason) lines.push(`reason: ${explanation.reason}`);
  for (const rule of explanation.rules ?? []) if (rule.outcome === "broken") lines.push(`broken rule: ${rule.rule}`);
  const near = explanation.nearestOperations?.map((item) => `${item.method} ${item.path}`);
  if (near) lines.push(`nearest operations: ${near.join(", ")}`);
  for (const item of explanation.unread ?? []) lines.push(`unread ${item.kind}: ${item.name}`);
  const { signature } = explanation;
  if (signature && !signature.isValid) {
    lines.push(`string to sign: ${JSON.stringify(signature.stringToSign)}`);
    if (signature.client) {
      lines.push(`signed instead: ${JSON.stringify(signature.client.stringToSign)}`);
      lines.push(`mistakes: ${signature.client.mistakes.join(", ")}`);
    }
  }
  lines.push(`request id: ${request.requestId}`);
  return lines.join("\n    ");
}

module.exports = { describe };
