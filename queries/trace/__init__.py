"""Whom somebody turns to, on whose authority, and what happens when nobody is there."""

from ansvar.queries.trace.answer import Route
from ansvar.queries.trace.tracing import trace

__all__ = ["Route", "trace"]
