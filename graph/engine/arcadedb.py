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

from ansvar.graph.engine.private_files import make_folder, write_file
from ansvar.graph.errors import EngineStartError

MAIN_CLASS = "com.arcadedb.server.ArcadeDBServer"
"""What the command line of every server holds."""
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


def command(
    folder: Path, database: str, bolt_port: int, http_port: int, memory: str, seconds: float
) -> list[str]:
    """Give the command line that starts the server.

    Every user of the machine can read it, so no password and no account name is in it.

    Parameters
    ----------
    folder : Path
        The server's root folder.
    memory : str
        Heap, as the JVM writes it.
    seconds : float
        How long one statement may take before the server ends it.

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
        "server.defaultDatabases": f"{database}[]",  # made when it is not there; it names no account
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt_port,
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": http_port,
        "server.mode": "production",
        "command.timeout": round(seconds * 1000),
        "polyglotEngineEnabled": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
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
        MAIN_CLASS,
    ]


def write_configuration(
    folder: Path, database: str, writer: tuple[str, str], reader: tuple[str, str]
) -> None:
    """Write users and their rights: one may do everything, the other may only read.

    Parameters
    ----------
    folder : Path
        The server's root folder.
    writer, reader : tuple of str
        User name and password in clear; only salted hashes are written.
    """
    config = folder / "config"
    make_folder(config)
    rights = ((writer, {"*": ["admin"]}), (reader, {database: ["readonly"]}))
    users = [
        {"name": name, "databases": databases, "password": _hash(password)}
        for (name, password), databases in rights
    ]
    groups = {
        "version": 2,
        "databases": {
            "*": {"groups": {"admin": _group(_WRITER, _RIGHTS), "readonly": _group(["readRecord"], [])}}
        },
    }
    write_file(config / "server-users.jsonl", "".join(json.dumps(user) + "\n" for user in users))
    write_file(config / "server-groups.json", json.dumps(groups))


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
