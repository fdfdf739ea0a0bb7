"""What the browser tests share: opening a page, waiting until it is done, and finding what has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect.set_options(timeout=60_000)  # a machine that is busy with other tests is slow

DAY = "on=2018-06-01"

_DONE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const idle = app && app.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton], [data-stale=true]');
  window.__idle = idle ? (window.__idle || 0) + 1 : 0;
  return window.__idle >= 4;
}"""


def settled(tab: Page) -> None:
    """Wait until the page has nothing left to do, and has had nothing for a while."""
    tab.locator("[data-testid=stMainBlockContainer] h1").first.wait_for()
    tab.evaluate("window.__idle = 0")
    tab.wait_for_function(_DONE, polling=100)


def opened(tab: Page, site: str, path: str) -> None:
    """Open a page and wait for all of it."""
    tab.goto(f"{site}/{path}")
    settled(tab)


def focused(tab: Page, what: str) -> str:
    """Tell an attribute of the element that has the focus, or its ``text``; inside components too."""
    return str(
        tab.evaluate(
            "what => { let a = document.activeElement; while (a.shadowRoot) a = a.shadowRoot.activeElement;"
            " return (what === 'text' ? a.innerText : a.getAttribute(what)) || ''; }",
            what,
        )
    )


def tab_until(tab: Page, what: str, wanted: str, most: int = 60) -> None:
    """Press Tab until the element that has the focus has a certain attribute or text."""
    for _ in range(most):
        if wanted in focused(tab, what):
            return
        tab.keyboard.press("Tab")
    message = f"{most} times Tab did not lead to {what} {wanted!r}"
    raise AssertionError(message)
