"""The explanation of a request as lines of text."""


def describe(request):
    """The request and its answer on one line, and below it what the explanation says."""
    explanation = request["explanation"]
    body = request.get("response", {}).get("body") or {}
    lines = [f"{request['statusCode']} {request['method']} {request['path']}: {body.get('message') or 'no answer'}"]
    if "reason" in explanation:
        lines.append(f"reason: {explanation['reason']}")
    lines += [f"broken rule: {rule['rule']}" for rule in explanation.get("rules", []) if rule["outcome"] == "broken"]
    if "nearestOperations" in explanation:
        near = [f"{item['method']} {item['path']}" for item in explanation["nearestOperations"]]
        lines.append(f"nearest operations: {', '.join(near)}")
    lines += [f"unread {item['kind']}: {item['name']}" for item in explanation.get("unread", [])]
    lines += signature_lines(explanation.get("signature") or {})
    lines.append(f"request id: {request['requestId']}")
    return "\n    ".join(lines)


def signature_lines(signature):
    if signature.get("isValid", True):
        return []
    lines = [f"string to sign: {signature['stringToSign']!r}"]
    if "client" in signature:
        lines.append(f"signed instead: {signature['client']['stringToSign']!r}")
        lines.append(f"mistakes: {', '.join(signature['client']['mistakes'])}")
    return lines
