"""Starting without what the driver would import and a command line does not need."""

from __future__ import annotations

import sys
from types import ModuleType

_OPTIONAL = "neo4j._optional_deps"


def leave_out() -> None:
    """Have the driver do without numpy, pandas and pyarrow, which take longer to import than most answers.

    The driver imports them wherever they are installed, as they are here with the dashboard, so that values
    of theirs can be parameters; the program sends none.  They are left out as if they were not installed, by
    standing in for the one module of the driver that looks for them.  A driver that was imported already
    keeps them, and one that has no such module any more takes no notice.
    """
    if "neo4j" not in sys.modules:
        absent = ModuleType(_OPTIONAL)
        vars(absent).update(np=None, pd=None, pa=None)
        sys.modules[_OPTIONAL] = absent
