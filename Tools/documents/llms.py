"""Writes llms.txt, a summary with links for programs that read documents (llmstxt.org), from docs/README.md.

    make llms
"""

import pathlib
import posixpath
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUMMARY = """# genauth-emulator

> A local emulator of the GenAuth (formerly Authing) V3 management API for tests and development: one native program, an HTTP server
> with real state in SQLite. An official SDK works with it if its host is set; no network is needed.

- `genauth-emulator exec -- COMMAND` runs a command with a server of its own. It sets GENAUTH_HOST and AUTHING_HOST,
  GENAUTH_ACCESS_KEY_ID and AUTHING_ACCESS_KEY_ID, GENAUTH_ACCESS_KEY_SECRET and AUTHING_ACCESS_KEY_SECRET for the SDK.
- `genauth-emulator serve` serves on http://127.0.0.1:8930. The first start has access key `GEN_AUTH_ACCESS_KEY_ID` with secret
  `GEN_AUTH_ACCESS_KEY_SECRET`, group `developer` and organization `steamory`.
- The operations are at `/api/v3/`. Success and most failures have HTTP status 200; `statusCode` of the body has the outcome.
- A test makes a user pool of its own by `POST /_emulator/user-pools` with `{}`. The answer has its access key.
- `GET /_emulator/user-pools/{userPoolId}/requests/{requestId}` explains why a request was refused; `requestId` is in each response.
- `GET /_emulator/control-openapi.json` describes all paths below `/_emulator/`; `GET /_emulator/coverage` lists which operations are
  emulated. The others return 501.
"""
# The section that a reader can leave out has a name of its own in llms.txt.
NAMES = {"Changing the emulator": "Optional"}
LEFT_OUT = {"Decisions"}


def llms():
    """The whole text."""
    index = (ROOT / "docs/README.md").read_text("utf-8")
    parts = [SUMMARY]
    for heading, section in re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", index, re.DOTALL | re.MULTILINE):
        if heading in LEFT_OUT:
            continue
        rows = re.findall(r"^\| \[([^\]]+)\]\(([^)]+)\) \| (.+) \|$", section, re.MULTILINE)
        lines = [f"- [{title}]({posixpath.normpath('docs/' + link)}): {text}" for title, link, text in rows]
        parts.append(f"## {NAMES.get(heading, heading)}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    (ROOT / "llms.txt").write_text(llms(), "utf-8")
