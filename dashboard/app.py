"""Where Streamlit begins: `streamlit run dashboard/app.py`, or `ansvar dashboard`.

Streamlit puts this file's folder first on the import path and runs the file anew at every click.
Here the path is set right, so that our packages are found and nothing in this folder hides another
module; everything else is in `dashboard.shell`.
"""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent
sys.path[:] = [str(_ROOT), *(p for p in sys.path if Path(p or ".").resolve() not in {_HERE, _ROOT})]

from dashboard.shell import run  # noqa: E402  (the path has to be right first)

run()
