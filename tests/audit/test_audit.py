"""The fast part of `make audit`: each kind of page in a real browser, every page before the Nu checker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab

from tests.audit import axe, layout, media, vnu, weight
from tests.audit.browsing import Visitor, visiting
from tests.audit.server import hosting
from tests.audit.site import Site, build


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def visitor(site: Site) -> Iterator[Visitor]:
    with hosting(site.output) as host, visiting(host.base) as visitor:
        yield visitor


def wrong(tab: Tab) -> Iterator[str]:
    """What is wrong with the page in a tab, in light, in dark and in forced colours."""
    yield from layout.too_wide(tab)
    yield from layout.small_targets(tab)
    yield from media.wrong_on_paper(tab)
    yield from media.unseen_focus(tab)
    yield from axe.violations(tab)
    tab.emulate_media(color_scheme="dark")
    yield from axe.violations(tab)
    tab.emulate_media(color_scheme="light", forced_colors="active")
    yield from media.unseen_focus(tab)
    tab.emulate_media(forced_colors="none")


def test_a_page_of_each_kind_is_right_for_its_readers(site: Site, visitor: Visitor) -> None:
    found = []
    with visitor.window(layout.NARROW) as tab:
        for number, pages in enumerate(site.kinds.values()):
            page = pages[number % len(pages)]  # one language and the other
            tab.goto(page.path)
            found += [(page.path, each) for each in wrong(tab)]
            if page.kind == "article":
                assert 3_000 < sum(weight.fetched(tab).values()) <= 30_000
    assert len(site.kinds) >= 16
    assert (found, visitor.elsewhere, visitor.complaints) == ([], [], [])


def test_every_page_is_valid(site: Site) -> None:
    assert len(site.pages) > 150
    assert vnu.messages(page.file for page in site.pages) == []


PLANTED = """<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'">
<title>Planted</title>
<style>
@media (prefers-color-scheme: dark) { .night { color: #888; background: #777 } }
button { width: 20px; padding: 0 } :focus-visible { outline: none } img { display: block; width: 400px; height: 9px }
@media print { .other::after { content: " (" attr(href) ")" } }
</style>
</head>
<body>
<nav aria-label="All"><a href="/">Start</a></nav>
<main>
<h1>Planted<div></div></h1>
<p class="night">At night <a class="other" href="https://elsewhere.example/a">there</a> <a href="https://elsewhere.example/b">here</a></p>
<button>x</button>
<img src="https://elsewhere.example/picture.png">
<script>document.title = ""</script>
</main>
</body>
</html>
"""


def test_the_audit_sees_what_is_wrong(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "planted.html").write_text(PLANTED)
    with visitor.window(layout.NARROW) as tab:
        tab.route("**/planted", lambda route: route.fulfill(path=tmp_path / "planted.html"))
        tab.route("https://**", lambda route: route.abort())
        tab.goto("planted")
        found = "\n".join(wrong(tab))
    complaints = "\n".join(visitor.complaints)
    assert visitor.elsewhere == [f"{visitor.base}planted: https://elsewhere.example/picture.png"]
    visitor.elsewhere.clear()
    visitor.complaints.clear()
    assert "Content Security Policy" in complaints
    for each in ("px wide:", "20.0 × ", "printed: <nav", "example/b", "focus none", "image-alt: img", "contrast: p"):
        assert each in found
    assert "on paper: <a class" not in found
    assert len(vnu.messages([tmp_path / "planted.html"])) == 3


MOVING = """<!doctype html>
<html lang="en"><title>Moving</title>
<p>Above</p>
<img src="{picture}" alt="" {size}>
<p>Below is what the reader had begun to read, and what goes away from under her eyes.</p>
</html>
"""


@pytest.mark.parametrize(("size", "still"), [("", False), ("width=900 height=600", True)])
def test_the_audit_sees_what_moves(size: str, still: bool, site: Site, visitor: Visitor) -> None:
    picture = next(site.output.rglob("*.webp")).relative_to(site.output).as_posix()
    with visitor.window(360) as tab:
        tab.route("**/moving", lambda route: route.fulfill(body=MOVING.format(picture=f"/{picture}", size=size)))
        moved, _ = layout.shift(tab, "moving")
    assert (moved <= 0.02) == still
