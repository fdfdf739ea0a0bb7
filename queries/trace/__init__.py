"""Whom somebody turns to, on whose authority, and what happens when nobody is there.

`norm` is what is written and `facts` who is there; `walk` holds the one set of rules for a way through them,
and `render` puts a way into words.  Every place at once is `ansvar.queries.coverage`.
"""

from ansvar.queries.trace.query import trace
from ansvar.queries.trace.result import Route

__all__ = ["Route", "trace"]
