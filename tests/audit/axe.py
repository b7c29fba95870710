"""What axe-core finds in a page that a real browser shows.

All rules for WCAG 2.0, 2.1 and 2.2, levels A and AA, and the best practices. `target-size` (2.5.8) is off in axe by default, because few
sites pass it yet; here it is on. One is off in forced colours: `color-contrast`, since the colours are the reader's own there, and since axe
asks for `-webkit-text-fill-color`, which Chromium tells as if nothing were forced. Not asked at all: level AAA, and rules that axe calls
experimental.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page as Tab

from tests.audit.tools import AXE

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}


_RUN = "options => axe.run(document, options).then(results => results.violations)"
UNFOLD = """() => document.querySelectorAll("details").forEach(each => { each.open = true })"""


def violations(tab: Tab, *, contrast: bool = True) -> list[str]:
    """Rule and elements of each violation in the page as it is shown now, with all unfolded; `contrast`: its colours are the site's."""
    if not tab.evaluate("() => 'axe' in window"):
        tab.evaluate(AXE.read_text("utf-8"))  # by the browser's debugger, which the site's policy does not bind
    tab.evaluate(UNFOLD)
    found: list[dict[str, Any]] = tab.evaluate(
        _RUN,
        _OPTIONS | {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": contrast}}},
    )
    return [f"{rule['id']}: {_places(rule)} ({rule['help']})" for rule in found]


def _places(rule: dict[str, Any]) -> str:
    return ", ".join(" ".join(node["target"]) for node in rule["nodes"])
