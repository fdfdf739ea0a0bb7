"""Who do I turn to, on whose authority, and what if nobody is there?"""

from queries.trace.answer import Route
from queries.trace.tracing import trace

__all__ = ["Route", "trace"]
