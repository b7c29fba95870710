"""While something is broken the last good pages stay, whatever else is edited is shown, and when it is mended nothing is left of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.base.problems import SitegenError
from sitegen.preview.live import SiteFileError
from sitegen.render import rendering
from sitegen.render.codes import Codes
from tests.edits import Edit, both, change, delete, move, put
from tests.incremental import put_back, tree
from tests.incremental_sites import FILES, NEWS
from tests.preview.previewed import Previewed
from tests.sites import write_site
from tests.test_pictures import photo

CODE = Codes()
ABOUT = "content/pages/about.id.md"
PARTNER = "content/partners/p.yaml"
TEMPLATES = "themes/default/templates"
TOPIC = "id/topik/t/index.html"
MALAY = both(
    change("site.yaml", "- en", "- en\n- ms"),
    put("content/topics.yaml", "t: {id: Topik, en: Topic, ms: Topik}\nu: {id: U, en: U, ms: U}\n"),
)
"""A language more."""
SOME_FAIL = (
    '{% extends "default/article.html" %}'
    '{% block og_type %}{% if "/en/" in page.head.url %}{{ nobody }}{% endif %}article{% endblock %}'
)


@pytest.fixture(autouse=True)
def compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "Codes", lambda: CODE)


def site(root: Path) -> Path:
    """The site of these tests: a topic that nothing carries beside the one of the walks."""
    return write_site(
        root / "site", {**FILES, "content/topics.yaml": f"{FILES['content/topics.yaml']!s}u: {{id: U, en: U}}\n"}
    )


@pytest.fixture
def previewed(tmp_path: Path) -> Previewed:
    return Previewed(site(tmp_path))


BROKEN: Mapping[str, tuple[Edit, str]] = {
    "front matter": (change(f"{NEWS}.id.md", "---\n\nKata", "Kata"), "front-matter-open"),
    "no text": (put(f"{NEWS}.id.md", b"\xff\xfe"), "encoding"),
    "facts": (put(PARTNER, "name: ["), "yaml-syntax"),
    "facts that differ": (change(f"{NEWS}.id.md", "title:", "topics: [u]\ntitle:"), "facts-differ"),
    "a reference to nothing": (change(f"{NEWS}.yaml", "events: [e]", "events: [zz]"), "unknown-reference"),
    "a link that leads nowhere": (change(f"{NEWS}.id.md", "partners/p.yaml", "partners/zz.yaml"), "broken-link"),
    "an address that is taken": (
        change("content/news/2025-03-04-m.id.md", "title:", "date: 2026-11-01\nslug: n\ntitle:"),
        "url-collision",
    ),
    "an item more at an address that is taken": (
        put("content/news/2026-12-01-n.id.md", "---\ntitle: Lain\n---\n\nKata.\n"),
        "url-collision",
    ),
    "an item more that comes first at an address that is taken": (
        put("content/news/2026-01-01-n.id.md", "---\ntitle: Lain\n---\n\nKata.\n"),
        "url-collision",
    ),
    "an item more with a reference to nothing": (
        put("content/news/2026-12-02-x.id.md", "---\ntitle: Lain\npartners: [zz]\n---\n\nKata.\n"),
        "unknown-reference",
    ),
    "site.yaml": (put("site.yaml", "title: ["), "yaml-syntax"),
    "a value in site.yaml": (change("site.yaml", "Asia/Jakarta", "Asia/Nowhere"), "site-file"),
    "no site.yaml": (delete("site.yaml"), "site-file"),
    "a colour in site.yaml that cannot be read": (
        change("site.yaml", "timezone:", "colours: {brand: '#eee'}\ntimezone:"),
        "contrast",
    ),
    "a colour of a theme": (put("themes/default/theme.yaml", "colours: {brand: biru}\n"), "setting"),
    "a theme that is not there": (change("site.yaml", "timezone:", "theme: lain\ntimezone:"), "site-file"),
    "a template": (put(f"{TEMPLATES}/topic.html", "{% if %}"), "template"),
    "the template of all": (put(f"{TEMPLATES}/base.html", "{% block"), "template"),
    "a template that fails": (put(f"{TEMPLATES}/topic.html", "{{ nobody }}"), "template"),
    "a template that fails for some": (put(f"{TEMPLATES}/article.html", SOME_FAIL), "template"),
    "a template that is asked for and not there": (
        put(f"{TEMPLATES}/topic.html", '{% include "x.html" %}'),
        "template",
    ),
    "words": (put("themes/default/strings/id.yaml", "menu: ["), "yaml-syntax"),
    "topics": (put("content/topics.yaml", "t: ["), "yaml-syntax"),
    "a topic": (put("content/topics.yaml", "t: {id: Topik, en: Topic}\nu: {id: U}\n"), "required"),
}
"""Edit → the code of the error."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_last_good_pages_stay_and_others_are_shown(previewed: Previewed, name: str) -> None:
    edit, code = BROKEN[name]
    files, pages = tree(previewed.root), previewed.pages()
    assert previewed.do(edit).generation == 1
    assert previewed.pages() == pages
    assert code in previewed.codes()
    previewed.do(change(ABOUT, "Kami", "Kita"))
    assert {file for file, data in previewed.pages().items() if data != pages[file]} == {"id/about/index.html"}
    assert "Kita" in previewed.text("id/about/index.html")
    assert not previewed.compare()
    assert code in previewed.codes()
    put_back(previewed.root, files)
    previewed.do()
    assert previewed.pages() == pages
    assert previewed.compare()


@pytest.mark.parametrize("name", BROKEN)
def test_a_preview_that_starts_with_a_mistake_is_right_when_it_is_mended(tmp_path: Path, name: str) -> None:
    edit, code = BROKEN[name]
    root = site(tmp_path)
    files = tree(root)
    edit(root)
    try:
        previewed = Previewed(root)
    except SiteFileError as error:
        assert code in {problem.code for problem in error.problems}
        assert "site.yaml" in name or "a theme" in name
        return
    previewed.pages()
    assert code in previewed.codes()
    assert "Kami" in previewed.text("id/about/index.html") or "template of all" in name
    put_back(root, files)
    previewed.do()
    assert previewed.compare()


def test_the_page_of_a_template_that_never_was_right_says_what_is_wrong(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(f"{TEMPLATES}/topic.html", "{{ <b> }}")(root)
    previewed = Previewed(root)
    shown = previewed.text(TOPIC)
    assert f"{TEMPLATES}/topic.html:1" in shown
    assert "<b>" not in shown


def test_a_new_item_with_a_mistake_has_no_page_until_it_is_mended(previewed: Previewed) -> None:
    path, file = "content/news/2024-02-03-baru.id.md", "id/berita/2024/baru/index.html"
    previewed.do(put(path, "---\ntitle: Baru\nsumary: [\n---\n\nIsi.\n"))
    assert previewed.live.data(file) is None
    assert previewed.codes()
    previewed.do(put(path, "---\ntitle: Baru\n---\n\nIsi.\n"))
    assert "Isi." in previewed.text(file)
    assert previewed.compare()


def test_two_mistakes_are_told_at_once_and_mended_one_after_the_other(previewed: Previewed) -> None:
    words, facts = (previewed.root / f"{NEWS}.id.md").read_bytes(), (previewed.root / PARTNER).read_bytes()
    pages = previewed.pages()
    previewed.do(put(PARTNER, "name: ["), change(f"{NEWS}.id.md", "---\n\nKata", "Kata"))
    assert previewed.codes() == {"yaml-syntax", "front-matter-open"}
    assert previewed.pages() == pages
    assert previewed.do(put(PARTNER, facts)).problems
    assert previewed.codes() == {"front-matter-open"}
    assert previewed.do(put(f"{NEWS}.id.md", words)).problems
    assert previewed.pages() == pages
    assert previewed.compare()


def test_what_named_a_mistaken_item_is_shown_and_is_no_mistake(previewed: Previewed) -> None:
    previewed.do(put(PARTNER, "name: ["))
    previewed.do(change(f"{NEWS}.id.md", "Akhir.", "Penghabisan, [mitra](../partners/p.yaml)."))
    assert previewed.codes() == {"yaml-syntax"}
    assert "Penghabisan" in previewed.text("id/berita/2026/n/index.html")


@pytest.mark.parametrize("gone", [delete("content/pages/about.id.md"), move(ABOUT, "content/pages/kami.id.md")])
def test_a_broken_item_that_is_deleted_or_renamed_has_no_page(previewed: Previewed, gone: Edit) -> None:
    words = (previewed.root / ABOUT).read_bytes()
    previewed.do(put(ABOUT, "---\ntitle: [\n"))
    assert "Kami" in previewed.text("id/about/index.html")
    previewed.do(gone)
    assert previewed.live.data("id/about/index.html") is None
    assert not previewed.compare() or not (previewed.root / "content/pages/kami.id.md").exists()
    previewed.do(put("content/pages/kami.id.md", words))
    assert "Kami" in previewed.text("id/kami/index.html")
    assert previewed.compare()


def test_an_item_that_others_name_is_deleted_and_comes_back(previewed: Previewed) -> None:
    facts = (previewed.root / PARTNER).read_bytes()
    previewed.do(delete(PARTNER))
    assert {"unknown-reference", "broken-link"} <= previewed.codes()
    assert previewed.live.data("id/mitra/p/index.html") is None
    assert "Ringkas" in previewed.text("id/berita/2026/n/index.html")
    previewed.do(put(PARTNER, facts))
    assert previewed.compare()


def test_a_photo_that_cannot_be_shown_is_told_when_somebody_looks_at_it(previewed: Previewed) -> None:
    words = (previewed.root / ABOUT).read_bytes()
    previewed.do(put("content/pages/foto.jpg", photo()[:3000]), change(ABOUT, "Kami.", "![Foto](foto.jpg)"))
    sources = previewed.live.plan.media.sources
    photos = [file for file, source in sources.items() if source == "content/pages/foto.jpg"]
    assert photos
    assert {previewed.live.data(file) for file in photos} == {None}
    assert "picture" in previewed.codes()
    previewed.do(change(f"{NEWS}.id.md", "Akhir.", "Penghabisan."))
    assert not previewed.compare()
    previewed.do(put("content/pages/foto.jpg", photo()))
    assert previewed.compare()
    previewed.do(put(ABOUT, words), delete("content/pages/foto.jpg"))
    assert previewed.compare()


def test_an_item_that_gets_another_name_is_shown_though_links_to_its_old_one_lead_nowhere(previewed: Previewed) -> None:
    previewed.do(change(f"{NEWS}.id.md", "Akhir.", "[Kami](../pages/about.id.md)"))
    previewed.do(move(ABOUT, "content/pages/abouts.id.md"))
    assert "broken-link" in previewed.codes()
    assert "Kami" in previewed.text("id/abouts/index.html")


def test_a_link_is_right_when_what_it_leads_to_comes(previewed: Previewed) -> None:
    previewed.do(change(f"{NEWS}.id.md", "Akhir.", "[Baru](../pages/baru.id.md)"))
    assert "Akhir." in previewed.text("id/berita/2026/n/index.html")
    previewed.do(put("content/pages/baru.id.md", "---\ntitle: Baru\n---\n\nIsi.\n"))
    assert "/id/baru/" in previewed.text("id/berita/2026/n/index.html")
    assert previewed.compare()


def test_a_broken_item_outlives_other_languages(previewed: Previewed) -> None:
    """What it said was said in the languages of before: it has no page until it is mended."""
    words = (previewed.root / ABOUT).read_bytes()
    previewed.do(put(ABOUT, "---\ntitle: [\n"))
    previewed.do(MALAY)
    assert previewed.live.data("ms/index.html")
    assert previewed.live.data("id/about/index.html") is None
    previewed.do(put(ABOUT, words))
    assert previewed.compare()


def test_other_languages_come_while_the_theme_is_broken(previewed: Previewed) -> None:
    templates = previewed.root / TEMPLATES
    before = previewed.text(TOPIC)
    previewed.do(put(f"{TEMPLATES}/topic.html", "{% if %}"), put("themes/default/strings/id.yaml", "menu: ["))
    previewed.do(MALAY, change("site.yaml", "timezone:", "theme: lain\ntimezone:"))
    assert previewed.live.data("ms/index.html")
    assert previewed.text(TOPIC) not in ("", before)
    assert "Kabar" in previewed.text(TOPIC)
    previewed.do(delete(str(templates)), put("themes/default/strings/id.yaml", ""))
    previewed.do(change("site.yaml", "theme: lain\n", ""))
    assert previewed.compare()


def test_a_page_that_fails_is_made_in_the_last_theme_in_which_none_failed(previewed: Previewed) -> None:
    before = previewed.pages()
    for template in ("{{ nobody }}", "{{ no_one }}", "{% if %}"):
        previewed.do(put(f"{TEMPLATES}/topic.html", template))
        assert previewed.pages() == before
    previewed.do(put(f"{TEMPLATES}/topic.html", "{{ page.title.text }}"))
    assert previewed.text(TOPIC) == "Topik"
    assert previewed.compare()
    previewed.do(put(f"{TEMPLATES}/topic.html", "{{ nobody }}"))
    assert previewed.text(TOPIC) == "Topik"


def test_what_is_wrong_in_the_theme_is_known_before_its_page_is_looked_at(previewed: Previewed) -> None:
    told = previewed.do(put(f"{TEMPLATES}/topic.html", "{{ nobody }}"))
    assert told.problems
    assert previewed.codes() == {"template"}


@pytest.mark.parametrize("missing", [True, False])
def test_a_site_file_that_cannot_be_used_is_an_error_of_the_start(tmp_path: Path, missing: bool) -> None:
    root = site(tmp_path)
    (delete("site.yaml") if missing else put("site.yaml", "title: ["))(root)
    with pytest.raises(SiteFileError) as caught:
        Previewed(root)
    assert isinstance(caught.value, SitegenError)
    assert caught.value.exit_code == 2
    assert [problem.place.path for problem in caught.value.problems] == ["site.yaml"]
