"""What an instruction can say of a duty, and what each way of saying it means: one table for all.

Files are checked against it, and a statement that writes ``d.modality IN OBLIGATIONS`` is given the values
(see `ansvar.graph.cypher`).  What people call them stands in `queries/vocabulary.yaml`, as ``modality_*``.
"""

from __future__ import annotations

from typing import Literal, get_args

Modality = Literal["shall", "may", "must_not"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)

OBLIGATIONS: tuple[Modality, ...] = ("shall",)
"""What somebody has to do; without a bearer it is left undone."""
ACTIONS: tuple[Modality, ...] = ("shall", "may")
"""What somebody has to do or may do; the rest must not be done."""
