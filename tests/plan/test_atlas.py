from __future__ import annotations

from pathlib import Path

from tests.build_site import Built, build_site

EVENT = "title: Acara\nstart: 2026-12-01\n"


def collisions(site: Built) -> list[tuple[str, set[str]]]:
    """Address and the two files that want it."""
    facts = [dict(problem.facts) for problem in site.problems if problem.code == "url-collision"]
    return [(str(each["url"]), {str(each["one"]), str(each["other"])}) for each in facts]


def test_two_events_of_one_slug_collide_once_in_each_language_and_not_again_by_their_calendars(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/a.yaml": EVENT, "content/events/2026-12-01-a.yaml": EVENT})
    both = {"content/events/a.yaml", "content/events/2026-12-01-a.yaml"}
    assert sorted(collisions(site), key=str) == [("/en/events/2026/a/", both), ("/id/agenda/2026/a/", both)]


def test_a_plain_page_cannot_take_the_place_of_an_index(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/pages/berita.id.md": "---\ntitle: Berita\n---\n\nIsi.\n"})
    assert collisions(site) == [("/id/berita/", {"content/pages/berita.id.md", "site.yaml"})]


def test_two_items_cannot_have_one_former_address_nor_one_that_is_in_use(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/partners/p.yaml": "name: P\nkind: network\naliases: [/id/lama/]\n",
        "content/partners/q.yaml": "name: Q\nkind: network\naliases: [/id/lama/, /id/mitra/p/]\n",
    }
    both = {"content/partners/p.yaml", "content/partners/q.yaml"}
    assert collisions(build_site(tmp_path, files)) == [("/id/lama/", both), ("/id/mitra/p/", both)]


def test_equal_titles_are_told_apart_by_their_dates_or_else_by_their_addresses(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"content/news/{day}-{name}.id.md": "---\ntitle: Sama\n---\n\nIsi.\n"
        for day, name in (("2026-11-01", "a"), ("2026-11-02", "b"), ("2026-11-02", "c"))
    }
    site = build_site(tmp_path, files)
    titles = {path: page.css_first("title").text() for path, page in site.pages.items()}  # type: ignore[union-attr]
    end = "– Kantor Urusan Internasional"
    assert titles["/id/berita/2026/a/"] == f"Sama (1 November 2026) {end}"
    assert titles["/id/berita/2026/b/"] == f"Sama (2 November 2026) (/id/berita/2026/b/) {end}"
    assert titles["/id/berita/2026/c/"] == f"Sama (2 November 2026) (/id/berita/2026/c/) {end}"
