"""What an installation remembers of its graph: an empty or shorter one is an alarm and no fresh start.

After each change set a small file beside the database says which one was the newest and what the graph held
then.  Whoever opens the graph for people compares; one node is asked.  Of the embedded engine the file is
``engine/manifest.json``; of a Neo4j it lies in ``remembered/``, and there another client may have written
more since.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from ansvar.graph import clock
from ansvar.graph.engine.private_files import make_folder, write_file
from ansvar.graph.errors import EngineError, GraphLostError, Standing
from ansvar.graph.journal.book import Head, head

if TYPE_CHECKING:
    from pathlib import Path

    from ansvar.graph.engine.settings import Settings
    from ansvar.graph.journal.book import Read

FORMAT = "ansvar.manifest/1"


@dataclass(frozen=True)
class Remembered:
    """What the graph held after the newest change set that this installation knows of.

    Attributes
    ----------
    number : int
        Of the change set.
    at, seal : str
        Its moment (ISO 8601, UTC) and its seal; `seal` is empty for a journal without seals.
    fingerprint : str
        Hash of the content.
    nodes, edges : int
        How many there were; 0 where that was not kept yet.
    """

    number: int
    at: str
    seal: str
    fingerprint: str
    nodes: int
    edges: int

    @property
    def standing(self) -> Standing:
        """How far the graph had come, for people."""
        return Standing(self.number, clock.local(self.at) if self.at else "", self.nodes, self.edges)


def _remembered(now: Head) -> Remembered:
    return Remembered(now.number, now.at, now.seal, now.fingerprint, now.nodes, now.edges)


class Manifest:
    """The memory of one graph.

    Parameters
    ----------
    file : Path
        Where it is kept; it and its folder can be read by their owner only.
    where : str
        The database, for people: a folder, or a name with its address.
    """

    def __init__(self, file: Path, where: str) -> None:
        self.file = file
        self.where = where

    def read(self) -> Remembered | None:
        """Give what is remembered; None when nothing is.

        Raises
        ------
        EngineError
            The file is there and cannot be read.
        """
        try:
            told = json.loads(self.file.read_text(encoding="utf-8"))
            return Remembered(**{field.name: told[field.name] for field in fields(Remembered)})
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"what is remembered of the graph cannot be read: {self.file}"
            hint = "Restore it from a backup, or let `ansvar engine forget` set it aside."
            raise EngineError(message, hint) from error

    def remember(self, now: Head) -> None:
        """Write down what the graph holds; the whole file at once, safe on the disk.

        Raises
        ------
        EngineError
            It cannot be written; the graph itself is as it is.
        """
        told = {"format": FORMAT, "where": self.where} | asdict(_remembered(now))
        try:
            make_folder(self.file.parent)
            write_file(self.file, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        except OSError as error:
            message = f"the state of the graph cannot be recorded in {self.file}: {error.strerror or error}"
            raise EngineError(
                message, "Free some disk space, or correct the permissions of the folder."
            ) from error

    def check(self, read: Read) -> Head:
        """Compare the graph with what is remembered; more than that is remembered from now on.

        Returns
        -------
        Head
            Of the graph.

        Raises
        ------
        GraphLostError
            The engine has nothing, less, or something else.
        """
        known = self.read()
        now = head(read)
        if known is None:
            if now.number:
                self.remember(now)
            return now
        if now.number == known.number and now.fingerprint == known.fingerprint and _fits(now, known):
            return now
        if now.number > known.number and _goes_on(read, known):
            self.remember(now)
            return now
        found = _remembered(now).standing
        raise GraphLostError(known.standing, found, self.where)

    def forget(self) -> Path | None:
        """Set aside what is remembered; nothing is deleted.

        Returns
        -------
        Path or None
            The new name of the file; None when nothing was remembered.
        """
        stamp = clock.now().strftime("%Y%m%dT%H%M%S%fZ")
        aside = self.file.with_name(f"{self.file.stem}-{stamp}.json")
        try:
            self.file.rename(aside)
        except FileNotFoundError:
            return None
        return aside


def _fits(now: Head, known: Remembered) -> bool:
    """Compare seals; what was remembered before there were any says nothing of them."""
    return not known.seal or now.seal == known.seal


def _goes_on(read: Read, known: Remembered) -> bool:
    """Tell whether the journal of now still has the remembered change set in it."""
    rows = read("journal.sealed", key=f"changeset:{known.number}")
    if not rows:
        return False
    seal, after = rows[0]["seal"] or "", rows[0]["fingerprint"]
    return bool(after == known.fingerprint and (not known.seal or seal == known.seal))


def manifest_of(settings: Settings) -> Manifest:
    """Give the memory of the graph that the settings name."""
    if settings.embedded:
        engine = settings.home / "engine"
        return Manifest(engine / "manifest.json", str(engine / "databases"))
    name = hashlib.sha256(f"{settings.uri}\n{settings.database}".encode()).hexdigest()[:32]
    file = settings.home / "remembered" / f"{name}.json"
    return Manifest(file, f"{settings.database} ({settings.uri})")
