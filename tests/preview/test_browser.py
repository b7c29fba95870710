"""The preview in a real browser: what an editor sees without doing anything. The server is ours, the site is a fake that the tests change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from sitegen.base.problems import Place, Problem, problem
from sitegen.plan.planning import Plan
from sitegen.preview.desk import Desk
from sitegen.preview.server import Server
from tests.preview.browsing import LEAST_CONTRAST, is_same, opened
from tests.preview.test_desk import FILES, known
from tests.sites import write_site

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'"
"""The least that the preview needs of a site that is strict about what its pages may load."""


def html(words: str, style: str = "a") -> bytes:
    """A page that is higher than the window."""
    return (
        f'<!doctype html><html lang="id"><head><title>{words}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<link rel="stylesheet" href="/assets/{style}.css"></head>'
        f'<body><h1>{words}</h1><input aria-label="field"><p>Here</p></body></html>'
    ).encode()


@dataclass
class Site:
    """A site that changes when a test says so; what it has in `plan` is a real one."""

    root: Path
    plan: Plan
    prefix: str = "/"
    files: dict[str, bytes] = field(default_factory=dict)
    marked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)
    generation: int = 0
    server: Server | None = None

    def data(self, file: str) -> bytes | None:
        return self.files.get(file)

    def marks(self, file: str) -> tuple[str, ...]:
        return self.marked.get(file, ())

    def problems(self) -> list[Problem]:
        return self.found

    @property
    def url(self) -> str:
        assert self.server
        return self.server.url

    def change(self, name: str, words: str, style: str = "a") -> None:
        """One of the pages is another from now on."""
        assert self.server
        self.files[f"{name}/index.html"] = html(words, style)
        self.generation += 1
        self.server.tell({"gen": self.generation})

    def break_(self, *problems: Problem) -> None:
        """These are the mistakes from now on."""
        assert self.server
        self.found = list(problems)
        self.server.tell({"problems": len(problems)})

    @contextmanager
    def served(self, token: str = "first", port: int = 0, lang: str = "en") -> Iterator[Server]:
        desk = Desk(self, lang=lang, token=token)
        with Server(self, desk, port=port, token=token, say=print) as self.server:
            yield self.server


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Served, with the pages /a/ and /b/."""
    found = known(tmp_path)
    site = Site(tmp_path, found.plan)
    site.files |= {"a/index.html": html("A"), "b/index.html": html("B"), "404.html": html("404")}
    high = b"p { margin: 1500px 0 3000px }"
    site.files |= {
        "assets/a.css": b"body { color: rgb(1, 2, 3) }" + high,
        "assets/b.css": b"body { color: rgb(4, 5, 6) }" + high,
    }
    with site.served():
        yield site


# reload


def test_only_the_page_that_changed_is_loaded_again(context: BrowserContext, site: Site) -> None:
    a, b = opened(context, site.url + "a/"), opened(context, site.url + "b/")
    with b.expect_response("**/.sitegen/version?*"):
        site.change("a", "A2")
    expect(a.get_by_role("heading")).to_have_text("A2")
    assert not is_same(a)
    assert is_same(b)


def test_what_one_reads_stays_where_it_is_when_the_page_grows_above_it(context: BrowserContext, site: Site) -> None:
    page = opened(context, site.url + "a/")
    page.evaluate("() => scrollTo(0, 1600)")
    where = "() => Math.round(document.querySelector('p').getBoundingClientRect().top)"
    before = page.evaluate(where)
    assert 0 <= before <= 100
    site.change("a", "A2 " * 500)
    page.wait_for_function("() => document.title.startsWith('A2') && document.readyState === 'complete'")
    page.wait_for_function(f"before => ({where})() === before", arg=before)


def test_eight_tabs_change_at_once(context: BrowserContext, site: Site) -> None:
    """A browser allows six connections to a host."""
    tabs = [opened(context, site.url + "a/") for _ in range(8)]
    site.change("a", "A2")
    for tab in tabs:
        expect(tab.get_by_role("heading")).to_have_text("A2")
    site.change("a", "A3")
    for tab in tabs:
        expect(tab.get_by_role("heading")).to_have_text("A3")


def test_a_browser_without_shared_workers_is_told_too(context: BrowserContext, site: Site) -> None:
    context.add_init_script("delete window.SharedWorker")
    page = opened(context, site.url + "a/")
    site.change("a", "A2")
    expect(page.get_by_role("heading")).to_have_text("A2")


def test_a_page_that_goes_and_comes_back(context: BrowserContext, site: Site) -> None:
    page = opened(context, site.url + "a/")
    del site.files["a/index.html"]
    with page.expect_response("**/.sitegen/version?*"):
        site.change("b", "B2")
    expect(page.get_by_role("heading")).to_have_text("404")
    site.change("a", "A2")
    expect(page.get_by_role("heading")).to_have_text("A2")


def test_going_back_shows_the_page_as_it_is_now(context: BrowserContext, site: Site) -> None:
    page = opened(context, site.url + "a/")
    page.goto(site.url + "b/")
    site.change("a", "A2")
    page.go_back()
    expect(page.get_by_role("heading")).to_have_text("A2")
    site.change("a", "A3")
    expect(page.get_by_role("heading")).to_have_text("A3")


def test_when_the_preview_is_started_again_the_page_is_loaded_again(
    context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    page, beside = opened(context, with_real_pages(site).url + "a/"), context.new_page()
    beside.goto(site.url + ".sitegen/side-by-side?item=partners/hanoi")
    again = Site(tmp_path, site.plan, files={**site.files, "a/index.html": html("A2")})
    assert site.server
    port = int(site.url.rpartition(":")[2].strip("/"))
    site.server.close()
    with again.served("second", port):
        expect(page.get_by_role("heading")).to_have_text("A2")
        again.change("a", "A3")
        expect(page.get_by_role("heading")).to_have_text("A3")
        again.change("id/mitra/hanoi", "Hanoi 2")
        expect(beside.frame_locator("iframe").first.get_by_role("heading")).to_have_text("Hanoi 2")


# styles


def test_another_style_comes_without_loading_the_page_and_without_a_flash(context: BrowserContext, site: Site) -> None:
    page = opened(context, site.url + "a/")
    page.evaluate(
        """() => {
            window.colours = new Set();
            const look = () => { colours.add(getComputedStyle(document.body).color); requestAnimationFrame(look); };
            look();
        }"""
    )
    site.change("a", "A", style="b")
    page.wait_for_function("() => colours.has('rgb(4, 5, 6)')")
    page.wait_for_function("() => document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert is_same(page)
    assert page.evaluate("() => [...colours]") == ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]
    site.change("a", "A", style="a")
    page.wait_for_function("() => getComputedStyle(document.body).color === 'rgb(1, 2, 3)'")
    assert is_same(page)


# mistakes

MISTAKE = problem(Place("content/news/2026-11-20-tamu.id.md", 5, 13), "broken-link.file", target="hilang.md")


def test_mistakes_stand_over_the_page_until_they_are_mended(context: BrowserContext, site: Site) -> None:
    page = opened(context, site.url + "a/")
    page.get_by_label("field").focus()
    site.break_(MISTAKE)
    overlay = page.get_by_role("region", name="Mistakes")
    expect(overlay).to_contain_text("There is no file hilang.md.")
    expect(overlay.get_by_role("heading")).to_have_text("Mistakes 1")
    place = overlay.get_by_role("link", name="content/news/2026-11-20-tamu.id.md:5")
    expect(place).to_have_attribute("href", f"vscode://file{site.root}/content/news/2026-11-20-tamu.id.md:5:13")
    expect(overlay.locator("code")).to_have_text("Kata [kita](hilang.md).")
    expect(overlay.locator("mark")).to_have_text("hilang.md")
    expect(page.get_by_role("heading", name="A", exact=True)).to_be_in_viewport()  # the last good page stays
    expect(page.get_by_label("field")).to_be_focused()
    site.break_()
    expect(overlay).to_have_count(0)
    assert is_same(page)


def test_a_tab_that_is_opened_later_shows_them_too(context: BrowserContext, site: Site) -> None:
    opened(context, site.url + "a/")
    site.break_(MISTAKE)
    later = opened(context, site.url + "b/")
    expect(later.get_by_role("region", name="Mistakes")).to_be_visible()


def test_the_overlay_is_folded_with_the_keyboard_and_stays_folded(context: BrowserContext, site: Site) -> None:
    page = opened(context, site.url + "a/")
    site.break_(MISTAKE)
    fold = page.get_by_role("button", name="Hide")
    expect(fold).to_be_visible()
    reached = "() => document.activeElement.shadowRoot?.activeElement?.tagName === 'BUTTON'"
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            break
    page.keyboard.press("Enter")
    place = page.get_by_role("link", name="content/news")
    expect(place).to_be_hidden()
    site.change("a", "A2")
    expect(page.get_by_role("heading", name="A2")).to_be_visible()
    expect(page.get_by_role("button", name="Show")).to_be_visible()
    expect(place).to_be_hidden()


def test_styles_of_the_site_do_not_reach_the_overlay_nor_its_the_site(context: BrowserContext, site: Site) -> None:
    site.files["assets/a.css"] = (
        b"* { color: red !important; font-size: 3px !important } html > * { display: none !important }"
    )
    page = opened(context, site.url + "a/")
    site.break_(MISTAKE)
    message = page.locator("sitegen-preview .message")
    page.wait_for_function("() => document.querySelector('sitegen-preview')?.shadowRoot.querySelector('.message')")
    assert message.evaluate("node => getComputedStyle(node).color") != "rgb(255, 0, 0)"
    assert message.evaluate("node => getComputedStyle(node).fontSize") == "16px"
    expect(message).to_be_visible()


def test_what_authors_wrote_is_only_ever_text(context: BrowserContext, site: Site) -> None:
    hostile = "<img src=x onerror='window.hacked=1'>"
    write_site(site.root, {"content/x.md": hostile})
    page = opened(context, site.url + "a/")
    site.break_(problem(Place("content/x.md", 1, 1), "broken-link.file", target=hostile))
    overlay = page.get_by_role("region", name="Mistakes")
    expect(overlay.locator("code")).to_have_text(hostile)
    expect(overlay.locator(".message")).to_contain_text("<img src=x")
    expect(overlay.locator("img")).to_have_count(0)
    assert page.evaluate("() => window.hacked") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overlay_fits_a_phone_and_can_be_read(context: BrowserContext, site: Site, scheme: str) -> None:
    page = opened(context, site.url + "a/")
    page.set_viewport_size({"width": 360, "height": 640})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    site.break_(problem(Place("content/" + "x" * 120 + ".md", 1, 1), "broken-link.file", target="y" * 100))
    overlay = page.get_by_role("region", name="Mistakes")
    expect(overlay).to_be_visible()
    box = overlay.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 360)
    assert box["height"] <= 400
    assert overlay.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert overlay.evaluate(LEAST_CONTRAST) >= 4.5


# marks


@pytest.mark.parametrize(("lang", "words"), [("id", ["Draf", "Belum terbit"]), ("en", ["Draft", "Not yet published"])])
def test_what_readers_do_not_see_yet_is_marked(
    context: BrowserContext, site: Site, lang: str, words: list[str], tmp_path: Path
) -> None:
    site.marked["a/index.html"] = ("draft", "future")
    with site.served(lang=lang):
        marked, plain = opened(context, site.url + "a/"), opened(context, site.url + "b/")
        expect(marked.locator("sitegen-preview .mark")).to_have_text(words)
        expect(plain.locator("sitegen-preview summary")).to_be_visible()
        expect(plain.locator("sitegen-preview .mark")).to_have_count(0)


def test_a_page_leads_to_its_files_and_to_the_desk(context: BrowserContext, site: Site) -> None:
    with_real_pages(site)
    page = opened(context, site.url + "en/news/2026/natal/")
    page.get_by_text("This page").click()
    file = page.get_by_role("link", name="content/news/2026-12-24-natal.en.md")
    expect(file).to_have_attribute("href", f"vscode://file{site.root}/content/news/2026-12-24-natal.en.md:1:1")
    page.get_by_role("link", name="Side by side").click()
    expect(page.get_by_role("main")).to_contain_text("Indonesian is missing.")
    page.get_by_role("link", name="desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs attention")


# the dashboard


def with_real_pages(site: Site) -> Site:
    """The pages that the desk leads to."""
    for path, planned in site.plan.atlas.pages.items():
        if planned.template.endswith(".html"):
            site.files.setdefault(planned.file, html(path))
    return site


def test_the_dashboard_leads_to_pages_and_renews_itself(context: BrowserContext, site: Site) -> None:
    with_real_pages(site).found = [MISTAKE]
    page = context.new_page()
    page.goto(site.url + ".sitegen/")
    findings = page.locator("#findings .rows > li")
    expect(findings).to_have_count(1)
    expect(page.get_by_role("region", name="Mistakes", exact=True)).to_have_count(0)  # they are told already
    page.evaluate("() => { window.stays = true }")
    site.break_()
    expect(findings).to_have_count(0)
    assert is_same(page)
    page.locator("#drafts").get_by_role("link", name="Christmas").click()
    expect(page.get_by_role("heading")).to_have_text("/en/news/2026/natal/")


def test_the_filter_finds_while_one_types(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(site.url + ".sitegen/")
    rows = page.locator(".rows > li")
    everything = rows.count()
    assert everything > 1
    box = page.get_by_role("searchbox", name="Filter")
    box.press_sequentially("hanoi")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Memorandum of Understanding")
    expect(box).to_be_focused()
    box.fill("")
    expect(rows).to_have_count(everything)


@pytest.mark.parametrize("path", [".sitegen/", ".sitegen/side-by-side?item=news/2026-11-20-tamu"])
def test_the_desk_fits_a_phone_and_can_be_read_by_day_and_night(context: BrowserContext, site: Site, path: str) -> None:
    site.found = [MISTAKE, problem(Place("content/x.txt"), "file-name.foreign")]
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(site.url + path)
        assert page.evaluate("() => document.documentElement.scrollWidth") == 320
        assert page.locator("body").evaluate(LEAST_CONTRAST) >= 4.5


# side by side


def test_languages_scroll_together(context: BrowserContext, site: Site) -> None:
    with_real_pages(site)
    page = context.new_page()
    page.goto(site.url + ".sitegen/side-by-side?item=partners/hanoi")
    left, right = (page.frame_locator("iframe").nth(at).get_by_role("heading") for at in (0, 1))
    expect(left).to_have_text("/id/mitra/hanoi/")
    expect(right).to_have_text("/en/partners/hanoi/")
    page.locator("iframe").first.hover()
    page.mouse.wheel(0, 1200)
    page.wait_for_function("() => frames[0].scrollY > 1000 && Math.abs(frames[0].scrollY - frames[1].scrollY) < 5")


def test_paragraphs_of_translations_stay_beside_each_other(context: BrowserContext, site: Site) -> None:
    for folder, heights in (("id/mitra", (1000, 3000)), ("en/partners", (2500, 1200))):
        words = "".join(f'<p style="height:{height}px">{height}</p>' for height in heights)
        site.files[f"{folder}/hanoi/index.html"] = f"<!doctype html><main>{words}</main><body></body>".encode()
    page = context.new_page()
    page.goto(site.url + ".sitegen/side-by-side?item=partners/hanoi")
    expect(page.frame_locator("iframe").nth(0).get_by_text("1000")).to_be_visible()
    expect(page.frame_locator("iframe").nth(1).get_by_text("2500")).to_be_visible()
    top = "frames[{}].document.querySelectorAll('p')[1].getBoundingClientRect().top"
    page.evaluate(f"() => frames[0].scrollTo(0, {top.format(0)} - frames[0].innerHeight / 2)")
    page.wait_for_function(f"() => frames[1].scrollY > 2000 && Math.abs({top.format(0)} - {top.format(1)}) < 3")


def test_a_translation_appears_beside_the_other_when_it_is_written(
    context: BrowserContext, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with_real_pages(site)
    page = context.new_page()
    page.goto(site.url + ".sitegen/side-by-side?item=news/2026-11-20-tamu")
    expect(page.locator("iframe")).to_have_count(1)
    expect(page.get_by_role("main")).to_contain_text("content/news/2026-11-20-tamu.en.md")
    written = {**FILES, "content/news/2026-11-20-tamu.en.md": "---\ntitle: Guests\n---\n\nWords.\n"}
    site.plan = known(tmp_path_factory.mktemp("written"), written).plan
    with_real_pages(site).change("b", "B2")
    expect(page.locator("iframe")).to_have_count(2)
    expect(page.frame_locator("iframe").nth(1).get_by_role("heading")).to_have_text("/en/news/2026/tamu/")


def test_a_frame_changes_without_the_other(context: BrowserContext, site: Site) -> None:
    with_real_pages(site)
    page = context.new_page()
    page.goto(site.url + ".sitegen/side-by-side?item=partners/hanoi")
    heading = page.frame_locator("iframe").nth(1).get_by_role("heading")
    expect(heading).to_have_text("/en/partners/hanoi/")
    page.evaluate("() => { frames[0].stays = true }")
    site.change("en/partners/hanoi", "Hanoi 2")
    expect(heading).to_have_text("Hanoi 2")
    assert page.evaluate("() => frames[0].stays === true")
