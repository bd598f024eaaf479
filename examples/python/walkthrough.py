#!/usr/bin/env python3
"""Logs in to Proxmox VE and shows version, nodes and the state of each node.

Needs Python 3.8 or newer and nothing else. The variables are told in ../README.md.
"""

import hashlib
import http.client
import json
import os
import ssl
import sys
from urllib.parse import quote, urlencode, urlsplit


class Failure(Exception):
    """Something went wrong that has a clear reason."""


def setting(name, default=""):
    return os.environ.get(name) or default


class Proxmox:
    def __init__(self, base):
        self.base = base.rstrip("/")
        self.headers = {}
        self.who = ""
        address = urlsplit(self.base)
        pins = setting("PVE_FINGERPRINT").replace(":", "").lower().split(",")
        self.fingerprints = [pin.strip() for pin in pins if pin.strip()]
        self.connection = http.client.HTTPSConnection(
            address.hostname, address.port or 443, timeout=20, context=self.trust()
        )

    def trust(self):
        context = ssl.create_default_context(cafile=setting("PVE_CA_FILE") or None)
        # A pinned certificate is compared as a whole once the connection stands, before anything is sent.
        if self.fingerprints or setting("PVE_INSECURE") == "1":
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def connect(self):
        self.connection.connect()
        certificate = self.connection.sock.getpeercert(binary_form=True)
        met = hashlib.sha256(certificate).hexdigest()
        if self.fingerprints and met not in self.fingerprints:
            self.connection.close()
            raise Failure(f"The certificate of {self.base} is not the expected one")

    def login(self):
        token_id, username = setting("PVE_TOKEN_ID"), setting("PVE_USERNAME")
        if token_id:
            self.who = token_id
            self.headers["Authorization"] = f"PVEAPIToken={token_id}={setting('PVE_TOKEN_SECRET')}"
        elif username:
            self.who = username if "@" in username else f"{username}@{setting('PVE_REALM', 'pam')}"
            ticket = self.call(
                "POST", "/access/ticket", {"username": self.who, "password": setting("PVE_PASSWORD")}
            )
            # Good for two hours. Writes need the header CSRFPreventionToken as well; reading does not.
            self.headers["Cookie"] = "PVEAuthCookie=" + quote(ticket["ticket"], safe="")
        else:
            raise Failure("Set PVE_TOKEN_ID and PVE_TOKEN_SECRET, or PVE_USERNAME and PVE_PASSWORD")

    def call(self, method, path, form=None):
        body = urlencode(form) if form else None
        headers = dict(self.headers)
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            # The server closes an idle connection; each call opens its own.
            self.connection.close()
            self.connect()
            self.connection.request(method, f"/api2/json{path}", body, headers)
            answer = self.connection.getresponse()
            text = answer.read()
        except ssl.SSLError as error:
            raise Failure(f"The certificate of {self.base} is not the expected one") from error
        except (OSError, http.client.HTTPException) as error:
            raise Failure(f"No answer from {self.base}") from error
        if answer.status == 401:
            raise Failure(f"The login as {self.who} was refused")
        if answer.status != 200:
            raise Failure(f"{method} {path} was answered with status {answer.status}")
        return json.loads(text)["data"]


def walk():
    base = setting("PVE_BASE_URL")
    if not base:
        raise Failure("Set PVE_BASE_URL, such as https://pve.example.org:8006")
    pve = Proxmox(base)
    pve.login()

    version = pve.call("GET", "/version")
    print(f"Logged in as {pve.who}")
    print(f"Proxmox VE {version['version']}")

    nodes = sorted(pve.call("GET", "/nodes"), key=lambda row: row["node"])
    print("Nodes: " + ", ".join(f"{row['node']} ({row['status']})" for row in nodes))

    for row in nodes:
        if row["status"] != "online":
            continue
        state = pve.call("GET", f"/nodes/{quote(row['node'])}/status")
        memory = state["memory"]
        print(
            f"{row['node']}: {state['cpuinfo']['cpus']} processors at {int(state['cpu'] * 100)} %, "
            f"{memory['used'] // 2**20} of {memory['total'] // 2**20} MiB memory, up {state['uptime'] // 86400} days"
        )


if __name__ == "__main__":
    try:
        walk()
    except Failure as failure:
        sys.exit(f"walkthrough: {failure}")
