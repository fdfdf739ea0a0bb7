"""An answer as one HTML file that needs nothing else: to hand on, print, and open without a network.

The frame and the style of every such page live here; what a page says is its own template's matter.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HERE = Path(__file__).parent


def render(
    template: Path, lang: str, filters: Mapping[str, Callable[..., str]] | None = None, **values: Any
) -> str:
    """Fill a template in.

    Parameters
    ----------
    template : Path
        It extends ``base.html`` and fills its blocks: title, style, header, main and footer.
    lang : str
        ``nb`` or ``en``, the language of the page.
    filters : mapping of str to callable
        Filters that the template uses.
    values
        What the template asks for; a name that is missing is an error.
    """
    # the template engine takes its time to import, and most answers are not pages
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader([template.parent, _HERE]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(filters or {})
    return harmless(environment.get_template(template.name).render(lang=lang, **values))
