"""Where does it break?  Rules as data: one .cypher file each, compared with who is there on a day.

A rule names no theme, role or organisation, and a finding cites the clause that the rule found.  Findings
are not kept; that somebody accepts one is (`acceptance`).  Documents of an answer are made in `report`.
"""

from __future__ import annotations
