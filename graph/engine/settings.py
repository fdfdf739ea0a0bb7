"""Which engine to use, and where this installation keeps its things; nothing here connects.

The names are those of the graph ecosystem: `NEO4J_URI`, `NEO4J_USERNAME`, `NEO4J_PASSWORD`,
`NEO4J_DATABASE`.  Without `NEO4J_URI` the embedded engine is used, under `ANSVAR_HOME`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import psutil

from ansvar.graph.errors import EngineUnreachableError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def _sensible_heap() -> str:
    """Give a heap that lets a large load be one transaction and leaves most of the machine alone.

    A quarter of the memory, at least 512 MB and at most 4 GB; it is a limit, not what is taken.
    """
    quarter = psutil.virtual_memory().total // 4 // 1024**2
    return f"{max(512, min(4096, quarter))}m"


@dataclass(frozen=True)
class Settings:
    """Where the graph is.

    Attributes
    ----------
    home : Path
        Folder of this installation; need not exist yet.
    uri : str
        Address of a Neo4j; empty for the embedded engine.
    username, password, database : str
        How to get in; used with `uri` only.
    memory : str
        Heap of the embedded engine, as the JVM writes it.
    """

    home: Path
    uri: str = ""
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"
    memory: str = field(default_factory=_sensible_heap)

    @property
    def embedded(self) -> bool:
        """True when the embedded engine is to be used."""
        return not self.uri


def settings_from(env: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from environment variables.

    Raises
    ------
    EngineUnreachableError
        `NEO4J_URI` is not an address that a driver understands, or it holds a password.
    """
    env = os.environ if env is None else env
    home = env.get("ANSVAR_HOME") or platformdirs.user_data_dir("ansvar", appauthor=False)
    uri = env.get("NEO4J_URI", "").strip()
    if "@" in uri:
        message = "NEO4J_URI contains a user name or a password"  # it is not shown
        raise EngineUnreachableError(message, "They belong in NEO4J_USERNAME and NEO4J_PASSWORD.")
    if uri and uri.partition("://")[:2] not in [(scheme, "://") for scheme in _SCHEMES]:
        message = f'NEO4J_URI is "{uri}", which is not an address of a graph engine'
        raise EngineUnreachableError(
            message, f"It must begin with one of {', '.join(s + '://' for s in _SCHEMES)}."
        )
    return Settings(
        home=Path(home).expanduser().absolute(),
        uri=uri,
        username=env.get("NEO4J_USERNAME") or "neo4j",
        password=env.get("NEO4J_PASSWORD", ""),
        database=env.get("NEO4J_DATABASE") or "neo4j",
        memory=env.get("ANSVAR_ENGINE_MEMORY") or _sensible_heap(),
    )
