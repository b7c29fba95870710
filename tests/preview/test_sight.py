"""What a tab knows of its page, and the script that is put into it."""

from __future__ import annotations

import re

import pytest

from sitegen.preview.sight import seen, with_script

HEAD = '<link rel="stylesheet" href="/static/style.css"><link rel="icon" href="/icon.svg">'
PAGE = f"<html><head>{HEAD}</head><body><p>Isi</p></body></html>".encode()


FILES = {
    "/assets/1/style.css": b"a{}",
    "/assets/1/map.js": b"map()",
    "/assets/2/style.css": b"b{}",
    "/assets/2/map.js": b"map()",
    "/assets/3/style.css": b"b{}",
    "/assets/3/map.js": b"map(3)",
}


def injected(page: bytes) -> bytes:
    return with_script(page, "/id/", "token", (), FILES.get)


def test_the_script_stands_before_the_end_of_the_body_and_nothing_else_changes() -> None:
    page = injected(PAGE)
    script = re.search(rb"<script.*</script>", page)
    assert script is not None
    assert page == PAGE.replace(b"</body>", script[0] + b"</body>")
    assert script[0].startswith(b'<script src="/.sitegen/client.js" data-token="token" data-page="/id/" data-version="')


def test_of_several_ends_the_last_one_counts() -> None:
    page = b"<body><!-- </body> --><p></p></BODY ></html>"
    before, _script, after = injected(page).partition(b"<script")
    assert before == b"<body><!-- </body> --><p></p>"
    assert after.endswith(b"</script></BODY ></html>")


@pytest.mark.parametrize(
    "page",
    [
        b"google-site-verification: google123.html",
        b"",
        b'<head><meta http-equiv="refresh" content="0; url=/id/"></head><body></body>',
        b"<head><META content=0 HTTP-EQUIV = 'Refresh'></head><body></body>",
        b"<head><meta http-equiv=refresh content=0></head><body></body>",
    ],
)
def test_a_page_that_leads_elsewhere_and_what_is_no_page_get_no_script(page: bytes) -> None:
    assert injected(page) == page


def test_other_meta_elements_are_no_reason() -> None:
    page = b'<meta http-equiv="content-security-policy" content="refresh"><meta name=refresh><body></body>'
    assert injected(page) != page


def test_no_value_breaks_out_of_its_attribute() -> None:
    page = with_script(PAGE, "/a\"'><script>alert(1)</script>&", "t", ("draft", "future"), FILES.get)
    assert b'data-page="/a&quot;&#x27;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"' in page
    assert b'data-marks="draft future"></script></body>' in page


def test_a_change_of_styles_alone_is_told_from_every_other_change() -> None:
    restyled = PAGE.replace(b"style.css", b"style.2.css")
    assert seen(restyled, FILES.get).version == seen(PAGE, FILES.get).version
    assert (seen(PAGE, FILES.get).styles, seen(restyled, FILES.get).styles) == (
        ("/static/style.css",),
        ("/static/style.2.css",),
    )
    for other in (b"Isi", b"icon.svg", b"stylesheet", b"</p>"):
        assert seen(PAGE.replace(other, b"lain", 1), FILES.get).version != seen(PAGE, FILES.get).version


def test_what_lies_beside_a_style_sheet_counts_by_its_bytes() -> None:
    """A theme's folder has another name when one of its files changes."""

    def themed(digest: int, script: str = "map.js") -> str:
        folder = f"/assets/{digest}"
        page = f'<link rel="stylesheet" href="{folder}/style.css"><script src="{folder}/{script}"></script>'
        return seen(page.encode(), FILES.get).version

    assert themed(1) == themed(2)
    assert themed(2) != themed(3)
    assert themed(1) != themed(1, "style.css")
    assert themed(1, "gone.js") != themed(2, "gone.js")


@pytest.mark.parametrize(
    ("link", "styles"),
    [
        (b'<link rel="stylesheet" href="/a.css">', ("/a.css",)),
        (b"<LINK HREF='/a.css?b&amp;c' REL='alternate stylesheet'>", ("/a.css?b&c",)),
        (b"<link rel=stylesheet href=/a.css>", ("/a.css",)),
        (b'<link\n  href = "/a.css"\n  rel = "preload stylesheet" />', ("/a.css",)),
        (
            b'<link rel="stylesheet" href="/a.css"><link rel="stylesheet" media="print" href="/b.css">',
            ("/a.css", "/b.css"),
        ),
        (b'<link rel="canonical" href="/stylesheet">', ()),
        (b'<link rel="icon" title="stylesheet" href="/a.svg">', ()),
        (b'<link rel="stylesheet" data-href="/a.css">', ()),
        (b'<link rel="stylesheet">', ()),
    ],
)
def test_style_sheets_are_found_however_they_are_written(link: bytes, styles: tuple[str, ...]) -> None:
    assert seen(link, FILES.get).styles == styles
