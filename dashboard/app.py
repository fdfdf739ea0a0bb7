"""Where Streamlit begins: `streamlit run dashboard/app.py`, or `ansvar dashboard`.

Streamlit reads this file in two ways: once as the module `app`, for the server, and as a script at every
click, for a page.
It puts this file's folder first on the import path.  Here that is taken back, so that nothing in this folder
hides another module; everything else is in `ansvar.dashboard.shell`, `ansvar.dashboard.boundary` and
`ansvar.dashboard.shutdown`.
"""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:] = [p for p in sys.path if Path(p or ".").resolve() != _HERE]

if __name__ == "__main__":
    from ansvar.dashboard.shell import run

    run()
else:
    from starlette.middleware import Middleware
    from streamlit.starlette import App

    from ansvar.dashboard.boundary import Boundary
    from ansvar.dashboard.shutdown import lifespan

    app = App(__file__, middleware=[Middleware(Boundary)], lifespan=lifespan)
