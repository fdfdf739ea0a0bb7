"""How an ArcadeDB server is called: its command line, users and rights; nothing here runs it.

The server comes inside the wheel `arcadedb-embedded` together with its own Java runtime.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import platform
import secrets
from pathlib import Path
from typing import Any

from graph.errors import EngineStartError

_ROUNDS = 65_536
_WRITER = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_MEMORY = (
    # A write keeps all it touches in memory until the end.  This collector fits more of it in, and where even
    # that is too little the process ends soon, instead of being busy with nothing but collecting for minutes.
    "-XX:+UseParallelGC",
    "-XX:GCTimeLimit=90",
    "-XX:GCHeapFreeLimit=5",
    "-XX:+ExitOnOutOfMemoryError",
)
_RIGHTS = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]


def command(folder: Path, database: str, bolt_port: int, http_port: int, memory: str) -> list[str]:
    """Give the command line that starts the server; it holds no secret.

    Raises
    ------
    EngineStartError
        There is no server for this kind of machine.
    """
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or not found.submodule_search_locations:
        message = f"there is no embedded engine for {platform.system()} on {platform.machine()}"
        raise EngineStartError(message, "Name a Neo4j with NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD.")
    wheel = Path(found.submodule_search_locations[0])
    java = wheel / "jre" / "bin" / ("java.exe" if os.name == "nt" else "java")
    options = {
        "server.rootPath": folder,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{database}[root]",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt_port,
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": http_port,
        "server.mode": "production",
    }
    return [
        str(java),
        f"-Xmx{memory}",
        *_MEMORY,
        "-Djava.awt.headless=true",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        *(f"-Darcadedb.{name}={value}" for name, value in options.items()),
        "-cp",
        str(wheel / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def write_configuration(folder: Path, database: str, passwords: dict[str, str]) -> None:
    """Write users and their rights: ``root`` may do everything, everybody else may only read.

    Parameters
    ----------
    folder : Path
        The server's root folder.
    passwords : dict of str to str
        User name -> password in clear; only salted hashes are written.
    """
    config = folder / "config"
    config.mkdir(parents=True, exist_ok=True, mode=0o700)
    users = [
        {
            "name": name,
            "databases": {"*": ["admin"]} if name == "root" else {database: ["readonly"]},
            "password": _hash(password),
        }
        for name, password in passwords.items()
    ]
    groups = {
        "version": 2,
        "databases": {
            "*": {"groups": {"admin": _group(_WRITER, _RIGHTS), "readonly": _group(["readRecord"], [])}}
        },
    }
    _write_private(config / "server-users.jsonl", "".join(json.dumps(user) + "\n" for user in users))
    _write_private(config / "server-groups.json", json.dumps(groups))


def _group(records: list[str], rights: list[str]) -> dict[str, Any]:
    return {
        "access": rights,
        "resultSetLimit": -1,
        "readTimeout": -1,
        "types": {"*": {"access": records}},
    }


def _hash(password: str) -> str:
    salt = base64.b64encode(secrets.token_bytes(24)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${_ROUNDS}${salt}${base64.b64encode(digest).decode()}"


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
