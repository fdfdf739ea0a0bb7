"""Where Streamlit begins: `streamlit run dashboard/app.py`, or `ansvar dashboard`.

Streamlit reads this file in two ways: once as the module `app`, for the server, and as a script at every
click, for a page.
It puts this file's folder first on the import path.  Here the path is set right, so that our packages are
found and nothing in this folder hides another module; everything else is in `dashboard.shell`,
`dashboard.boundary` and `dashboard.shutdown`.
"""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent
sys.path[:] = [str(_ROOT), *(p for p in sys.path if Path(p or ".").resolve() not in {_HERE, _ROOT})]

if __name__ == "__main__":
    from dashboard.shell import run

    run()
else:
    from starlette.middleware import Middleware
    from streamlit.starlette import App

    from dashboard.boundary import Boundary
    from dashboard.shutdown import lifespan

    app = App(__file__, middleware=[Middleware(Boundary)], lifespan=lifespan)
