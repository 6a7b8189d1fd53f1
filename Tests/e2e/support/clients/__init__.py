"""What other clients put on the wire: header for header and parameter for parameter, sent over a bare socket.

None of these clients is run here. Their forms are written from docs/behaviour/auth.md and docs/clients.md, each by
itself, so that what one of them does is read in one place.
"""

from clients.signing import CSharp, EventClient, JavaOf2023, NodeAuthing, NodeGenauth
from clients.tokens import CommandLine, Go, Java, JSONLists, N8n, PHP, PHPBuildQuery, Terraform

SIGNING = [NodeAuthing, NodeGenauth, CSharp, JavaOf2023, EventClient]
WITH_TOKENS = [Java, Go, PHP, PHPBuildQuery, N8n, Terraform, CommandLine, JSONLists]
ALL = SIGNING + WITH_TOKENS
