"""What is answered to a path: the right file with the right type, a redirect on this host, or that there is nothing."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from sitegen.preview.answers import Answer, headers
from sitegen.preview.contenttypes import content_type
from sitegen.preview.lookup import answer, file_of
from sitegen.preview.policy import Asked, read_target
from sitegen.preview.sight import seen, with_script
from tests.preview.hostile import ODD_NAMES, SERVED
from tests.preview.raw import FILES, PAGE, TOKEN, FakeDesk, FakeSite


def ask(target: str, site: FakeSite | None = None) -> Answer:
    """The answer to a target."""
    asked = read_target(target, "127.0.0.1")
    assert isinstance(asked, Asked)
    return answer(asked, site or FakeSite(), FakeDesk(), TOKEN)


def version(page: str, site: FakeSite) -> dict[str, object]:
    answered = ask(f"/.sitegen/version?page={quote(page, safe='')}", site)
    assert (answered.status, answered.type) == (200, "application/json; charset=utf-8")
    said: dict[str, object] = json.loads(answered.data)
    return said


@pytest.mark.parametrize(("target", "file"), SERVED.items())
def test_a_target_leads_to_its_file(target: str, file: str) -> None:
    answered = ask(target)
    assert (answered.status, answered.type) == (200, content_type(file))
    page = target.partition("?")[0]
    expected = with_script(FILES[file], page, TOKEN, (), FILES.get) if file.endswith(".html") else FILES[file]
    assert answered.data == expected


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_of_any_name_is_served(name: str) -> None:
    site = FakeSite({name: b"data", "404.html": b""})
    answered = ask(f"/{quote(name)}", site)
    assert (answered.status, answered.data) == (200, b"data")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/.env",
            "/.git/config",
            "/id/.env",
            "/id/../index.html",
            "/id/./index.html",
            "/..",
            "/.",
            "/id//index.html",
            "/id//",
        ),
        *("/_headers", "/_redirects", "/.well-known/security.txt", "/.nojekyll", "/..a"),
    ],
)
def test_what_is_not_for_readers_is_no_file(path: str) -> None:
    assert file_of(path, "/") is None
    assert ask(path, FakeSite(FILES | {path[1:]: b"secret"})).status == 404


def test_a_folder_leads_to_its_page_on_this_host() -> None:
    assert ask("/id").location == "/id/"
    assert ask("/%69d?a=b&c").location == "/%69d/?a=b&c"
    assert ask("/id").status == 301
    assert ask("/id/feed.atom/").status == 404
    assert ask("/tiada").status == 404
    site = FakeSite({"a b/index.html": b""})
    assert ask("/a%20b", site).location == "/a%20b/"


def test_an_unknown_address_shows_the_page_for_that_with_the_script() -> None:
    answered = ask("/id/tiada/")
    assert answered.status == 404
    assert answered.data == with_script(FILES["404.html"], "/id/tiada/", TOKEN, (), FILES.get)


def test_a_site_without_such_a_page_still_tells_the_tab_when_the_page_comes() -> None:
    site = FakeSite({})
    answered = ask("/id/", site)
    assert answered.status == 404
    assert b"/.sitegen/client.js" in answered.data
    before = version("/id/", site)
    assert str(before["version"]).encode() in answered.data
    site.files["id/index.html"] = PAGE.format("baru").encode()
    assert version("/id/", site)["version"] not in (before["version"], "")


def test_below_the_path_of_the_base_url_lies_the_site_and_the_root_leads_there() -> None:
    site = FakeSite(prefix="/kui/")
    assert ask("/", site)[::3] == (302, "/kui/")
    assert ask("/kui", site)[::3] == (302, "/kui/")
    assert ask("/kui/id", site)[::3] == (301, "/kui/id/")
    assert ask("/kui/id/feed.atom", site).data == b"<feed/>"
    assert b'data-page="/kui/id/"' in ask("/kui/id/", site).data
    for path in ("/id/", "/kuix/id/", "/kui//id/", "/KUI/id/"):
        assert ask(path, site).status == 404
    assert ask("/.sitegen/client.js", site).data == b"// script"


def test_the_desk_is_asked_with_the_decoded_path_and_the_query() -> None:
    assert ask("/.sitegen/client.js").data == b"// script"
    assert json.loads(ask("/.sitegen/?item=news%2Fa&empty=").data) == {"item": "news/a", "empty": ""}
    assert ask("/.sitegen").location == "/.sitegen/"
    assert ask("/.sitegen/tiada").status == 404
    assert ask("/.sitegen/?a=%ff").status == 400
    assert ask("/.sitegen/?" + "a&" * 50).status == 400


def test_a_tab_learns_whether_its_page_changed_or_only_its_styles() -> None:
    site = FakeSite()
    before = version("/id/", site)
    assert before == {"version": seen(FILES["id/index.html"], FILES.get).version, "styles": ["/static/style.css"]}
    site.files["id/index.html"] = PAGE.replace("style.css", "style.1.css").format("beranda").encode()
    assert version("/id/", site) == {"version": before["version"], "styles": ["/static/style.1.css"]}
    site.files["id/index.html"] = PAGE.format("lain").encode()
    assert version("/id/", site)["version"] != before["version"]
    assert version("/id", site) == {"version": "", "styles": []}


@pytest.mark.parametrize("page", ["", "id/", "//evil.example/", "/%00", "/a\\b", "/%2e%2e%2f", "http://127.0.0.1/id/"])
def test_a_tab_that_asks_for_no_path_is_refused(page: str) -> None:
    assert ask(f"/.sitegen/version?page={quote(page, safe='')}").status == 400


def test_what_a_page_is_stands_in_its_script() -> None:
    site = FakeSite({"id/draf/index.html": PAGE.format("").encode()})
    assert b'data-marks="draft"' in ask("/id/draf/", site).data


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.atom", "application/atom+xml; charset=utf-8"),
        ("a.xml", "application/xml; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.webp", "image/webp"),
        ("a.AVIF", "image/avif"),
        ("a.JPG", "image/jpeg"),
        ("a.woff2", "font/woff2"),
        ("a.ico", "image/vnd.microsoft.icon"),
        ("a.pdf", "application/pdf"),
        ("v1.2/LICENSE", "application/octet-stream"),
        ("a.html.exe", "application/octet-stream"),
    ],
)
def test_a_file_has_its_type(file: str, expected: str) -> None:
    assert content_type(file) == expected


@pytest.mark.parametrize("file", ["a.html", "a.css", "a.svg", "a.pdf"])
def test_every_reply_is_kept_by_nobody_and_embedded_by_no_other_origin(file: str) -> None:
    fields = dict(headers(Answer(200, b"", content_type(file))))
    assert fields["Cache-Control"] == "no-store"
    assert fields["Cross-Origin-Resource-Policy"] == "same-origin"
    assert fields["X-Content-Type-Options"] == "nosniff"
    assert not [name for name in fields if name.lower().startswith("access-control") or name.lower() == "server"]
    policy = fields.get("Content-Security-Policy")
    assert policy == {"a.html": "frame-ancestors 'self'", "a.svg": "script-src 'none'"}.get(file)
