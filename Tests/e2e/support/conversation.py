"""One connection kept open, and requests to send on it one after another."""

import json
import socket

from caller import HOST, read_answer
from sample_seeds import GROUP


class Conversation:
    """One connection kept open, on which requests follow each other."""

    def __init__(self, port):
        self.socket = socket.create_connection((HOST, port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, requests):
        for request in requests:
            self.socket.sendall(request)
            answer = read_answer(self.socket)
            assert answer.status == 200, answer
            envelope = json.loads(answer.body)
            assert envelope.get("statusCode", 200) == 200, envelope


def additions(emulator, user_ids):
    """A request for each user, to add it to the group."""
    token = emulator.caller().token
    for user_id in user_ids:
        body = json.dumps({"code": GROUP, "userIds": [user_id]}).encode()
        head = [
            "POST /api/v3/add-group-members HTTP/1.1",
            f"Host: {HOST}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            f"Authorization: Bearer {token}",
        ]
        yield "\r\n".join([*head, "", ""]).encode() + body
