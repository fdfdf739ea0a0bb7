"""Where does it break?  Rules as data: one .cypher file each, compared with who is there on a day."""

from __future__ import annotations
