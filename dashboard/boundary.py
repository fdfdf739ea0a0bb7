"""Who the dashboard's server answers: its own pages on this machine, and nobody else's.

A page of another origin that the same browser shows is kept out by what every request says of itself,
and by headers that tell the browser what the answer may be used for.  There is no sign-in: whoever can
reach the port by one of the names below can read.

Nothing here knows the graph or Streamlit's pages; it stands before every address of the server, the
WebSocket included.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = "ANSVAR_DASHBOARD_HOSTS"
"""Further names that the dashboard is reached by, comma-separated: ``name`` on any port, or ``name:port``."""

_OWN = ("127.0.0.1", "localhost", "[::1]")
_DEFAULT_PORT = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_PLAIN = {"ws": "http", "wss": "https"}
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?")
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_AGENTS = "/_stcore/agent"

_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Boundary:
    """ASGI middleware that refuses what does not come from here, and says with each answer what it is for.

    Parameters
    ----------
    app : ASGI application
        What answers the requests that pass.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        named = (name.strip().lower() for name in os.environ.get(HOSTS, "").split(","))
        self._further = frozenset(name for name in named if name)
        self._scripts = _script_hashes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        host = Headers(scope=scope).get("host", "").lower()
        headers = _HEADERS | {"Content-Security-Policy": self._policy("" if refusal else host)}

        async def labelled(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        if refusal is None:
            await self._app(scope, receive, labelled)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # not accepted yet: the server says 403
        else:
            await refusal(scope, receive, labelled)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Give the answer to a request that is refused, None for one that is not."""
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        named = len(hosts) == 1 and scope["path"].startswith("/")  # else a whole address stands in the path
        if not named or not self._is_ours(hosts[0].lower(), scope):
            return PlainTextResponse(f"The dashboard does not go by this name; see {HOSTS}.\n", 421)
        if (origins and not _is_same(origins, hosts[0].lower(), scope)) or _comes_from_elsewhere(scope):
            return PlainTextResponse("The dashboard answers its own pages only.\n", 403)
        if _AGENTS in scope["path"]:
            return PlainTextResponse("Not found.\n", 404)
        return None

    def _is_ours(self, host: str, scope: Scope) -> bool:
        """Tell whether a request names this server: an own name with the own port, or a further name."""
        port = (scope.get("server") or ("", None))[1]
        if host in {f"{name}:{port}" for name in _OWN}:
            return True
        if host in _OWN and port == _DEFAULT_PORT[scope["scheme"]]:
            return True
        found = _AUTHORITY.fullmatch(host)
        return found is not None and not self._further.isdisjoint((host, found[1]))

    def _policy(self, host: str) -> str:
        """Say what a page may load: nothing but what this server gave it.

        Two things are wider than they could be, because Streamlit works that way.  It styles by
        attributes and ``<style>``, hence ``unsafe-inline``, which lets no script run.  It makes the
        scripts of our components blobs, hence ``blob:``, which only a script that runs already can make.
        """
        sockets = f" ws://{host} wss://{host}" if host else ""
        return "; ".join((
            "default-src 'self'",
            f"script-src 'self' blob: {self._scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ))  # fmt: skip


def _is_same(origins: list[str], host: str, scope: Scope) -> bool:
    """Tell whether a request comes from a page of the very host that it asks.

    Before a further name there may be a server that ends TLS, so there both schemes count.
    """
    own = _PLAIN.get(scope["scheme"], scope["scheme"])
    schemes = (own,) if host.rpartition(":")[0] in _OWN or host in _OWN else ("http", "https")
    return len(origins) == 1 and origins[0].lower() in {f"{scheme}://{host}" for scheme in schemes}


def _comes_from_elsewhere(scope: Scope) -> bool:
    """Tell whether a page of another origin asks, as far as the browser says so; following a link is fine."""
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    followed = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
    return not (followed and scope["type"] == "http" and scope["method"] in ("GET", "HEAD"))


def _script_hashes() -> str:
    """Name the scripts that stand in Streamlit's page itself by their hashes."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    digests = (hashlib.sha256(text.encode()) for text in _INLINE_SCRIPT.findall(page.read_text("utf-8")))
    return " ".join(f"'sha256-{base64.b64encode(digest.digest()).decode()}'" for digest in digests)
