from __future__ import annotations

import pytest

from sitegen.render.absolute import absolute


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/a/">x</a>', '<a href="[/a/]">x</a>'),
        ('<img alt="a &gt; b &quot;c" src="/a.png">', '<img alt="a &gt; b &quot;c" src="[/a.png]">'),
        ('<a title="t" href="/a?b=1&amp;c=2">x</a>', '<a title="t" href="[/a?b=1&amp;c=2]">x</a>'),
        ('<a href="&quot;&lt;">x</a>', '<a href="[&quot;&lt;]">x</a>'),
        ('<p>say href="/a/" here</p>', '<p>say href="/a/" here</p>'),
        ('<code>&lt;a href="/a/"&gt;</code>', '<code>&lt;a href="/a/"&gt;</code>'),
        ('<span title="href=&quot;/x&quot;">s</span>', '<span title="href=&quot;/x&quot;">s</span>'),
        ('<a hreflang="en" href="/a/">x</a>', '<a hreflang="en" href="[/a/]">x</a>'),
        ('<h2 id="a">x</h2><a href="#a">y</a>', '<h2 id="a">x</h2><a href="[#a]">y</a>'),
    ],
)
def test_addresses_of_links_and_pictures_are_replaced_and_nothing_else(html: str, expected: str) -> None:
    assert absolute(html, lambda address: f"[{address}]") == expected
