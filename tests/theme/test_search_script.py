"""The search as a reader uses it: in a real browser, on a site below a path, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.build_site import ROOT, build_site

# pytest finds these here, too.
from tests.preview.conftest import browser, context  # noqa: F401
from tests.theme.conftest import TYPES

HOST = "https://kui.example.ac.id"
HOSTILE = "<img src=x onerror=alert(1)> & <mark>kapal</mark>"
FILES: dict[str, str | bytes] = {
    "content/partners/its.yaml": "name: Institut Teknologi Sepuluh Nopember\nkind: university\ncountry: ID\ncity: Surabaya\n"
    "short: ITS\naliases: [Kampus Pahlawan]\nformer_names: [{name: Perguruan Tinggi Teknik, until: 1960}]\n",
    "content/news/2026-11-02-a.id.md": f"---\ntitle: '{HOSTILE}'\n---\n\nMahasiswa mempelajari `<script>alert(2)</script>`.\n",
    "content/news/2026-11-02-a.en.md": f"---\ntitle: '{HOSTILE}'\n---\n\nStudents are studying.\n",
    **{
        f"content/news/2026-10-{day:02d}-b{day}.id.md": f"---\ntitle: Berita {day}\n---\n\nSerupa, nomor {day}.\n"
        for day in range(1, 26)
    },
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build_site(tmp_path_factory.mktemp("site"), FILES, search=True, base_url=f"{HOST}/kui/").files


@pytest.fixture
def page(context: BrowserContext, files: dict[str, bytes]) -> Iterator[Page]:  # noqa: F811
    """A tab. Whatever it asks another host for, or warns of, fails the test."""
    wrong: list[str] = []

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        name = url.path.removeprefix("/kui/")
        name = name + "index.html" if name.endswith("/") or not name else name
        if route.request.url.startswith(f"{HOST}/kui/") and name in files:
            route.fulfill(body=files[name], content_type=TYPES.get(Path(name).suffix, "application/octet-stream"))
        else:
            wrong.append(route.request.url)
            route.abort()

    context.route("**/*", answer)
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield page
    assert wrong == []


def search(page: Page, path: str, query: str) -> list[str]:
    """The titles that are found."""
    if f"/kui{path}" not in page.url:
        page.goto(f"{HOST}/kui{path}")
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile(f"“{re.escape(query)}”"))
    return page.locator("#results h2").all_inner_texts()


def test_a_reader_finds_a_partner_with_the_keyboard_alone(page: Page) -> None:
    page.goto(f"{HOST}/kui/id/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent") == "Cari":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Cari di situs ini")).to_be_focused()
    page.keyboard.type("perguruan tinggi teknik")
    expect(page.get_by_role("status")).to_have_text("Hasil untuk “perguruan tinggi teknik”: 1")
    assert page.url == f"{HOST}/kui/id/cari/?q=perguruan+tinggi+teknik"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{HOST}/kui/id/mitra/its/")
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("Hasil untuk “perguruan tinggi teknik”: 1")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("status")).to_have_text("Results for “perguruan tinggi teknik”: 1")


def test_partners_are_found_by_all_their_names_and_words_in_other_forms(page: Page) -> None:
    for path, word in (("/id/cari/", "pelajari"), ("/en/search/", "study")):
        for name in ("ITS", "Pahlawan", "Perguruan", "Nopember"):
            assert search(page, path, name)[0] == "Institut Teknologi Sepuluh Nopember", name
        assert search(page, path, word) == [HOSTILE]


def test_what_is_found_is_shown_as_text(page: Page) -> None:
    assert search(page, "/id/cari/", "<img src=x onerror=alert(3)>") == [HOSTILE]
    expect(page.locator("main img, main script")).to_have_count(0)
    expect(page.locator("#results .kicker")).to_have_text("Berita · 2 November 2026")
    expect(page.locator(".excerpt")).to_contain_text("Mahasiswa mempelajari <script>alert(2)</script>.")
    assert set(page.locator(".excerpt mark").all_inner_texts()) <= {"<img", "src=x", "onerror=alert(1)>"}


def test_many_results_come_a_few_at_a_time(page: Page) -> None:
    assert len(search(page, "/id/cari/", "serupa")) == 10
    more = page.get_by_role("button", name="Tampilkan hasil berikutnya")
    more.press("Enter")
    expect(page.locator("#results li")).to_have_count(20)
    expect(page.locator("#results li:nth-child(11) a")).to_be_focused()
    more.press("Enter")
    expect(page.locator("#results li")).to_have_count(25)
    expect(more).to_be_hidden()
    assert search(page, "/id/cari/", "xyzzy") == []
    nothing = "Tidak ada hasil untuk “xyzzy”. Coba kata lain, atau lebih sedikit kata."
    expect(page.get_by_role("status")).to_have_text(nothing)
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_have_text("")
    assert page.url == f"{HOST}/kui/id/cari/"


def test_without_an_index_the_page_leads_to_the_site_map(context: BrowserContext, page: Page) -> None:  # noqa: F811
    broken = "export function search() { throw new Error('broken'); }"
    context.route("**/pagefind.js", lambda route: route.fulfill(body=broken, content_type="text/javascript"))
    page.goto(f"{HOST}/kui/en/search/?q=x")
    expect(page.locator("#failed")).to_have_text(
        "The search is not available now. The site map leads to every page: Site map"
    )
    expect(page.get_by_role("searchbox")).to_be_hidden()
    page.get_by_role("link", name="Site map").first.click()
    expect(page).to_have_url(f"{HOST}/kui/en/site-map/")


def test_the_preview_says_that_it_has_none(
    context: BrowserContext,  # noqa: F811
    page: Page,
    files: dict[str, bytes],
) -> None:
    html = files["id/cari/index.html"] + b'<script src="/.sitegen/client.js"></script>'
    context.route("**/id/cari/?q=x", lambda route: route.fulfill(body=html, content_type="text/html"))
    context.route("**/.sitegen/client.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    context.route("**/pagefind.js", lambda route: route.fulfill(body="throw 1", content_type="text/javascript"))
    page.goto(f"{HOST}/kui/id/cari/?q=x")
    expect(page.locator("#failed")).to_contain_text("Pratinjau tidak dapat mencari")


SCRIPTS = [*(ROOT / "themes").rglob("*.js"), *(ROOT / "sitegen").rglob("*.js")]
AS_HTML = re.compile(
    r"innerHTML|outerHTML\s*\+?=[^=]|insertAdjacentHTML|document\.write|createContextualFragment|\beval\("
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_script_reads_texts_as_html(script: Path) -> None:
    assert not AS_HTML.search(script.read_text())
