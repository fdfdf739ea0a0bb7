"""Whom somebody turns to, on whose authority, and what happens when nobody is there."""

from ansvar.queries.trace.query import trace
from ansvar.queries.trace.result import Route

__all__ = ["Route", "trace"]
