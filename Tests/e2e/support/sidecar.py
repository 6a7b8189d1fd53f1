"""nginx in front of an emulator, as the guide to TLS sets it up."""

import os
import shutil
import socket
import subprocess

from emulator import REPOSITORY, wait_until

FOLDER = REPOSITORY / "examples/tls"
UNPACKED = REPOSITORY / ".build-nginx/usr/sbin/nginx"


def program():
    """A usable nginx, or None: the machine's, or the one that `make` has unpacked."""
    for found in (shutil.which("nginx"), UNPACKED):
        if found and os.access(found, os.X_OK):
            if subprocess.run([found, "-v"], capture_output=True, check=False).returncode == 0:
                return str(found)
    return None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Sidecar:
    """A running nginx; `url` is the address with TLS, `certificate` the file that clients trust."""

    def __init__(self, folder, emulator):
        certificates = folder / "certificates"
        subprocess.run([FOLDER / "certificate.sh", certificates], check=True)
        self.certificate = certificates / "genauth.crt"
        self.port = free_port()
        text = (FOLDER / "nginx.conf").read_text("utf-8")
        for name, value in {
            "/tmp": str(folder), "/certificates": str(certificates), "genauth:8930": f"127.0.0.1:{emulator.port}",
            "listen 8943": f"listen 127.0.0.1:{self.port}",
        }.items():
            assert name in text
            text = text.replace(name, value)
        (folder / "nginx.conf").write_text(text, "utf-8")
        self.url = f"https://localhost:{self.port}"
        self.log = folder / "nginx.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program(), "-c", folder / "nginx.conf", "-e", "stderr", "-g", "daemon off;"], stderr=log)
        try:
            wait_until(self.accepts, 10, "nginx")
        except BaseException:
            self.stop()
            raise

    def accepts(self):
        assert self.process.poll() is None, self.log.read_text("utf-8")
        with socket.socket() as connection:
            return connection.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
