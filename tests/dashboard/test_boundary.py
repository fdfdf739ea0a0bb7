"""Who the dashboard answers: raw requests as a table, and foreign pages in a browser."""

from __future__ import annotations

import re
import socket
import threading
import tomllib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from suite.browsing import DAY, opened, settled
from suite.faces import EMBEDDED
from suite.site import APP, site_of

from ansvar.cli import dashboard as verb
from ansvar.dashboard import boundary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from suite.engines import Bench

pytestmark = [EMBEDDED, pytest.mark.slow]

HEADER = "Post Unique Reference,Name,Job Title,Organisation,Unit,Reports to Senior Post,FTE\n"
OURS = "127.0.0.1:{port}"
UPGRADE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
)
ADDRESSES = [
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/explore"),
    ("GET", "/static/index.html"),
    ("GET", "/_stcore/health"),
    ("OPTIONS", "/_stcore/health"),
    ("GET", "/_stcore/host-config"),
    ("GET", "/_stcore/metrics"),
    ("PUT", "/_stcore/upload_file/session/file"),
    ("DELETE", "/_stcore/upload_file/session/file"),
    ("OPTIONS", "/_stcore/upload_file/session/file"),
    ("POST", "/_stcore/agent/interact"),
    ("GET", "/media/0.csv"),
    ("POST", "/"),
]
PROTECTION = {
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
}


def asked(site: str, target: str, *lines: str, method: str = "GET", version: str = "1.1") -> tuple[int, str]:
    """Send a request as it is written, and give the status and the whole answer."""
    port = int(site.rpartition(":")[2])
    last = () if lines[-4:] == UPGRADE else ("Connection: close",)
    request = "\r\n".join([f"{method} {target} HTTP/{version}", *lines, *last, "", ""])
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as link:
        link.sendall(request.format(port=port).encode())
        while more := link.recv(65536):
            answer += more
            if b" 101 " in answer[:20]:  # a WebSocket, which stays open
                break
    text = answer.decode("utf-8", "replace")
    return int(text.split(" ", 2)[1]), text


NAMES = [
    (OURS, 200),
    ("localhost:{port}", 200),
    ("LocalHost:{port}", 200),
    ("[::1]:{port}", 200),
    ("rebind.test:{port}", 421),
    ("rebind.test", 421),
    ("127.0.0.1", 421),
    ("localhost", 421),
    ("127.0.0.1:1", 421),
    ("127.0.0.1:{port}1", 421),
    ("127.0.0.1:", 421),
    ("localhost.:{port}", 421),
    ("localhost.rebind.test:{port}", 421),
    ("127.0.0.1.rebind.test:{port}", 421),
    ("rebind.test#127.0.0.1:{port}", 421),
    ("127.0.0.1:{port}@rebind.test", 421),
    ("me@127.0.0.1:{port}", 421),
    ("127.0.0.1:{port}, rebind.test", 421),
    ("127.1:{port}", 421),
    ("0.0.0.0:{port}", 421),
    ("[::ffff:127.0.0.1]:{port}", 421),
    ("", 421),
]


def test_only_own_names_with_the_own_port_are_answered(site, subtests):
    """Page and WebSocket alike, and an origin that is equal to a foreign name is no better."""
    for host, wanted in NAMES:
        with subtests.test(host):
            assert asked(site, "/", f"Host: {host}")[0] == wanted
            assert asked(site, "/", f"Host: {host}", f"Origin: http://{host}")[0] == wanted
            socket_wanted = 101 if wanted == 200 else 403
            origin = f"Origin: http://{host.lower()}"
            assert asked(site, "/_stcore/stream", f"Host: {host}", origin, *UPGRADE)[0] == socket_wanted


def test_a_request_must_name_one_host_and_no_whole_address(site):
    own, foreign = f"Host: {OURS}", "Host: rebind.test:{port}"

    assert asked(site, "/", version="1.0")[0] in (400, 421)
    assert asked(site, "/", own, own)[0] in (400, 421)
    assert asked(site, "/", own, foreign)[0] in (400, 421)
    assert asked(site, "http://127.0.0.1:{port}/", foreign)[0] == 421
    assert asked(site, "http://rebind.test:{port}/", own)[0] == 421
    assert asked(site, "/", foreign, f"X-Forwarded-Host: {OURS}")[0] == 421
    assert asked(site, "/", foreign, f"Forwarded: host={OURS}")[0] == 421


ORIGINS = [
    ("http://127.0.0.1:{port}", 200),
    ("HTTP://127.0.0.1:{port}", 200),
    ("http://localhost:{port}", 403),
    ("https://127.0.0.1:{port}", 403),
    ("http://127.0.0.1", 403),
    ("http://127.0.0.1:1", 403),
    ("http://127.0.0.1:{port}.foreign.test", 403),
    ("http://foreign.test", 403),
    ("http://foreign.test:{port}", 403),
    ("http://foreign.test, http://127.0.0.1:{port}", 403),
    ("127.0.0.1:{port}", 403),
    ("null", 403),
    ("", 403),
]


def test_only_pages_of_the_very_same_origin_are_answered(site, subtests):
    for origin, wanted in ORIGINS:
        with subtests.test(origin):
            host = f"Host: {OURS}"

            assert asked(site, "/_stcore/health", host, f"Origin: {origin}")[0] == wanted
            socket_wanted = 101 if wanted == 200 else 403
            assert asked(site, "/_stcore/stream", host, f"Origin: {origin}", *UPGRADE)[0] == socket_wanted


def test_two_origins_are_none(site):
    same = f"Origin: http://{OURS}"

    assert asked(site, "/", f"Host: {OURS}", same, same)[0] == 403


FETCHES = [
    ("none navigate document", "GET", 200),
    ("same-origin cors empty", "GET", 200),
    ("cross-site navigate document", "GET", 200),
    ("same-site navigate document", "GET", 200),
    ("cross-site navigate document", "POST", 403),
    ("cross-site navigate iframe", "GET", 403),
    ("cross-site navigate embed", "GET", 403),
    ("cross-site no-cors script", "GET", 403),
    ("same-site no-cors image", "GET", 403),
    ("same-site cors empty", "GET", 403),
    ("cross-site websocket websocket", "GET", 403),
]


def test_a_link_may_lead_here_and_nothing_else_of_another_origin(site, subtests):
    for fetch, method, wanted in FETCHES:
        with subtests.test(f"{method} {fetch}"):
            site_told, mode, dest = fetch.split()
            told = (f"Sec-Fetch-Site: {site_told}", f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {dest}")

            assert asked(site, "/", f"Host: {OURS}", *told, method=method)[0] == wanted


def test_every_address_is_behind_the_boundary(site, subtests):
    """The refusal is plain and short, and carries the headers too."""
    for method, path in ADDRESSES:
        with subtests.test(f"{method} {path}"):
            for lines, wanted in (
                (("Host: rebind.test:{port}", "Origin: http://rebind.test:{port}"), 421),
                ((f"Host: {OURS}", "Origin: http://foreign.test"), 403),
            ):
                status, answer = asked(site, path, *lines, "Content-Length: 0", method=method)
                head, _, body = answer.partition("\r\n\r\n")
                assert status == wanted
                assert "content-type: text/plain" in head
                assert {line.partition(":")[0] for line in head.splitlines()} >= PROTECTION
                assert len(body) < 100
                assert "test" not in body


def test_a_further_name_is_answered_when_it_is_named(bench):
    """Behind another server that ends TLS, so with any scheme."""
    further = {boundary.HOSTS: "Ansvar.example.test, other.example.test:8443"}
    name = "Host: ansvar.example.test"
    with site_of(bench, **further) as site:
        hosts = {
            host: asked(site, "/", f"Host: {host}")[0]
            for host in (
                OURS,
                "ansvar.example.test",
                "ansvar.example.test:8443",
                "other.example.test:8443",
                "other.example.test",
                "x.ansvar.example.test",
                "me@ansvar.example.test",
                "127.0.0.1",
            )
        }
        origins = {
            origin: asked(site, "/_stcore/stream", name, f"Origin: {origin}", *UPGRADE)[0]
            for origin in (
                "https://ansvar.example.test",
                "http://ansvar.example.test",
                "https://ansvar.example.test:444",
                "https://other.example.test:8443",
                "https://foreign.test",
            )
        }

    assert list(hosts.values()) == [200, 200, 200, 200, 421, 421, 421, 421]
    assert list(origins.values()) == [101, 101, 403, 403, 403]


def test_the_agent_interface_is_always_off(bench):
    """The agent interface is off however the dashboard is started.

    It is said where Streamlit reads settings, and not there even when the user's own say otherwise.
    """
    settings = tomllib.loads((APP.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["enableAgentApi"] is False
    assert "--server.enableAgentApi=false" in verb._command(1)

    with site_of(bench, STREAMLIT_SERVER_ENABLE_AGENT_API="true") as site:
        told = [
            asked(site, f"/_stcore/agent/{name}", f"Host: {OURS}", "Content-Length: 0", method=method)[0]
            for method, name in (("POST", "interact"), ("POST", "mcp"), ("GET", "openapi.json"))
        ]
    assert told == [404, 404, 404]


# -- in a browser ----------------------------------------------------------------------------------


@pytest.mark.browser
def test_every_page_keeps_to_its_own_policy(site, tab, tmp_path):
    """Every page keeps to its own policy and every answer says it.

    The graph, an upload and a download are on the way; nothing of it may be refused by the browser.
    """
    said: list[str] = []
    heads: dict[str, set[str]] = {}
    tab.on("console", lambda message: said.append(message.text))
    tab.on("response", lambda answer: heads.setdefault(answer.url, set(answer.headers)))

    for path in ("", "explore", "gaps", "coverage", "duties", "history", "cypher", "files"):
        opened(tab, site, f"{path}?lang=en&{DAY}")
    opened(tab, site, f"explore?lang=en&{DAY}&key=office:vest")
    tab.wait_for_function("() => window.__ansvarGraph && window.__ansvarGraph['explore.map']")
    opened(tab, site, f"files?lang=en&{DAY}")
    table = tmp_path / "senior.csv"
    table.write_text(f"{HEADER}1,Ada,Head,W,Top,XX,1\n")
    tab.locator("input[type=file]").set_input_files(table)
    with tab.expect_download() as got:
        tab.get_by_role("button", name="Download CSV").click()

    assert "post:w:1" in got.value.path().read_text(encoding="utf-8")
    assert [text for text in said if "Content Security Policy" in text] == []
    kinds = ("_stcore/health", "_stcore/upload_file/", "static/js/", "static/media/", "media/", "files?")
    ours = {url.removeprefix(f"{site}/"): names for url, names in heads.items() if url.startswith(site)}
    assert [kind for kind in kinds if not any(path.startswith(kind) for path in ours)] == []
    assert {path for path, names in ours.items() if not names >= PROTECTION} == set()


@pytest.fixture
def stranger(_browser: Browser) -> Iterator[Page]:
    """Give a tab that may go anywhere; every name ending in ``.test`` leads to this machine.

    What our own headers forbid the page is let through, so that a refusal is the server's.
    """
    context = _browser.new_context(bypass_csp=True)
    tab = context.new_page()
    yield tab
    context.close()


@contextmanager
def _foreign(page: str) -> Iterator[str]:
    """Serve one page that is not ours, and give its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://foreign.test:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


_TRIED = """async site => {
  const got = async (path, how) => {
    try { const a = await fetch(site + path, how); return a.type === 'opaque' ? 'opaque' : a.status }
    catch { return 'refused' }
  };
  const opened = new Promise(done => {
    const link = new WebSocket(site.replace('http', 'ws') + '/_stcore/stream', ['streamlit']);
    link.onopen = () => done('open');
    link.onerror = () => done('refused');
  });
  const script = new Promise(done => {
    const part = document.createElement('script');
    part.src = site + '/static/' + 'ours.js';
    part.onload = () => done('run');
    part.onerror = () => done('refused');
    document.head.append(part);
  });
  return {
    read: await got('/_stcore/health', {}),
    blind: await got('/_stcore/health', {mode: 'no-cors'}),
    upload: await got('/_stcore/upload_file/a/b', {method: 'PUT', body: new FormData()}),
    post: await got('/_stcore/upload_file/a/b', {method: 'POST', body: 'x', mode: 'no-cors'}),
    socket: await opened,
    script: await script,
  };
}"""
_ALL_REFUSED = dict.fromkeys(("read", "blind", "upload", "post", "socket", "script"), "refused")


@pytest.mark.browser
def test_the_dashboards_own_page_reaches_it(site, tab):
    """What is tried below is no error of the trying: from here it works."""
    opened(tab, site, "files")

    tried = tab.evaluate(_TRIED, site)

    assert (tried["read"], tried["blind"], tried["socket"]) == (200, 200, "open")


@pytest.mark.browser
def test_a_page_of_another_origin_reaches_nothing(bench: Bench, site, stranger):
    before = bench.fingerprint()
    with _foreign("<h1>foreign</h1>") as address:
        stranger.goto(address)
        tried = stranger.evaluate(_TRIED, site)

    assert tried == _ALL_REFUSED
    assert bench.fingerprint() == before


@pytest.mark.browser
def test_a_foreign_name_that_leads_here_reaches_nothing(site, stranger):
    """DNS rebinding: the page and what it asks have one origin, so the browser lets it ask and read."""
    rebound = site.replace("127.0.0.1", "rebind.test")

    answer = stranger.goto(f"{rebound}/explore")
    assert answer.status == 421
    assert stranger.locator("body > *").count() == 1  # the refusal, and nothing that draws
    tried = stranger.evaluate(_TRIED, rebound)

    assert tried == _ALL_REFUSED | {"read": 421, "blind": 421, "upload": 421, "post": 421}


@pytest.mark.browser
def test_a_foreign_page_may_link_and_not_frame(site, stranger):
    """A foreign page cannot frame the dashboard but link to it."""
    seen: list[int] = []
    stranger.on(
        "response", lambda answer: seen.append(answer.status) if answer.url.startswith(site) else None
    )
    page = f'<iframe src="{site}/files"></iframe><a href="{site}/files?lang=en">to the dashboard</a>'
    with _foreign(page) as address:
        stranger.goto(address)
        frame = stranger.frames[1]
        frame.wait_for_load_state()
        assert seen == [403]
        assert frame.locator("[data-testid=stApp]").count() == 0

        stranger.get_by_role("link").click()
        settled(stranger)

    expect(stranger.locator("h1")).to_have_text(re.compile("Check a new file"))
