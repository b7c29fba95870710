"""The output folder as a whole: there, ours, complete, and of these sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.base.problems import Place
from sitegen.build import look
from sitegen.inspect.inspecting import inspect
from sitegen.publish.manifest import entry
from tests.inspect.small_site import ARTICLE_ID, FILES, OPTIONS, Inspected, inspected, told
from tests.sites import write_site

PAGE = "id/berita/2022/pelatihan/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Inspected:
    return inspected(tmp_path)


def looked_at(root: Path, out: Path) -> dict[str, Place]:
    prepared, _ = look(write_site(root, FILES), OPTIONS)
    assert prepared
    return told(inspect(root, out, prepared.plan, {}, jobs=1).problems)


def test_a_folder_that_is_not_there_is_a_note(tmp_path: Path) -> None:
    assert looked_at(tmp_path, tmp_path / "output") == {"output-absent": Place("output")}
    assert not (tmp_path / "output").exists()


def test_an_empty_folder_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    assert looked_at(tmp_path, tmp_path / "output") == {"output-absent.empty": Place("output")}


def test_a_folder_of_somebody_else_is_a_note_and_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "index.html").write_text("<p>x", "utf-8")
    assert looked_at(tmp_path / "site", tmp_path / "theirs") == {
        "output-absent.foreign": Place((tmp_path / "theirs").as_posix())
    }


def test_the_inspection_writes_nothing(site: Inspected) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.root.rglob("*")}
    assert site.problems() == []
    assert {path: path.stat().st_mtime_ns for path in site.root.rglob("*")} == before


def test_a_file_that_was_changed_by_hand_is_a_note(site: Inspected) -> None:
    with site.changed(PAGE, lambda data: data.replace(b"Surabaya", b"Bandung")):
        assert [(problem.id, problem.place.path) for problem in site.problems()] == [
            ("output-changed", f"output/{PAGE}")
        ]


def test_a_file_of_somebody_else_is_nobodys_mistake_and_can_be_linked_to(site: Inspected) -> None:
    (site.out / "google123.html").write_text("google-site-verification", "utf-8")
    with site.changed(PAGE, lambda data: data.replace(b"</main>", b'<a href="/google123.html">x</a></main>')):
        assert told(site.problems()) == {}


def test_a_page_that_was_deleted_is_told_and_the_link_that_leads_to_it_in_its_source(site: Inspected) -> None:
    with site.changed("id/agenda/2022/pelatihan/index.html", lambda data: None):
        problems = site.problems()
    places = {(problem.id, problem.place) for problem in problems}
    assert ("output-missing", Place("output/id/agenda/2022/pelatihan/index.html")) in places
    assert ("page-link", Place(ARTICLE_ID, 15, 15)) in places  # [agenda](../events/pelatihan.yaml)
    assert {"page-versions", "sitemap-file.address", "calendar-file.address", "json-ld.address"} <= {
        problem.id for problem in problems
    }


def test_a_page_that_servers_need_is_missed_although_nobody_listed_it(site: Inspected) -> None:
    marker = site.out / ".sitegen"
    listed = marker.read_bytes()
    marker.write_bytes(listed.replace(b'"404.html"', b'"403.html"'))
    with site.changed("404.html", lambda data: None):
        assert told(site.problems())["output-missing.needed"] == Place("output/404.html")


@pytest.mark.parametrize("left", ["id/.sitegen-new-7", "id/.sitegen-new-7/index.html"])
def test_what_an_interrupted_build_left_is_a_note(site: Inspected, left: str) -> None:
    (site.out / left).parent.mkdir(exist_ok=True)
    with site.changed(left, lambda data: b"x"):
        assert told(site.problems()) == {"output-rest": Place(f"output/{left}")}


def test_sources_that_were_edited_since_are_a_note(site: Inspected) -> None:
    article = str(FILES[ARTICLE_ID])
    write_site(site.root, {ARTICLE_ID: article.replace("Kalimat pembuka", "Kalimat baru")})
    later = {**site.made, PAGE: entry(b"<p>Kalimat baru")}
    problems = inspect(site.root, site.out, site.plan, later, jobs=1).problems
    assert [(problem.id, dict(problem.facts)) for problem in problems] == [
        ("output-behind", {"count": 1, "found": PAGE})
    ]


def test_a_site_that_was_built_for_another_address_is_told_once(site: Inspected) -> None:
    prepared, _ = look(write_site(site.root, FILES, base_url="https://lain.example.ac.id/"), OPTIONS)
    assert prepared
    problems = inspect(site.root, site.out, prepared.plan, site.made, jobs=1).problems
    assert [(problem.id, dict(problem.facts)) for problem in problems] == [
        ("output-address", {"found": "https://kui.example.ac.id/", "expected": "https://lain.example.ac.id/"})
    ]
