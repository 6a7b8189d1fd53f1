"""Writes the cases of fixtures/ as files, one an input, for the fuzz targets to start from.

    corpus.py FOLDER    makes FOLDER/http, FOLDER/conversation and FOLDER/json
"""

import json
import pathlib
import sys

FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures"
LONGEST = 4096


def http_requests():
    for file in sorted((FIXTURES / "http").glob("*.json")):
        for case in json.loads(file.read_text("utf-8")):
            pieces = [p if isinstance(p, str) else p["repeat"] * p["times"] for p in case["bytes"]]
            yield "".join(pieces).encode("latin-1")


def json_texts():
    for file in sorted((FIXTURES / "json").glob("*.json")):
        for case in json.loads(file.read_text("utf-8"))["cases"]:
            yield case["text"].encode("utf-8") if "text" in case else bytes.fromhex(case["hex"])


def courses():
    """Each request in pieces, with answers between them: see FuzzConversation."""
    for request in http_requests():
        pieces = [request[start : start + 200] for start in range(0, len(request), 200)]
        yield b"".join(b"\0" + bytes([len(piece) - 1]) + piece for piece in pieces) + b"\5\6\7\4\xff"


def write(folder, inputs):
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(inputs):
        if len(data) <= LONGEST:
            (folder / f"case-{number:03}").write_bytes(data)


target = pathlib.Path(sys.argv[1])
write(target / "http", http_requests())
write(target / "conversation", courses())
write(target / "json", json_texts())
