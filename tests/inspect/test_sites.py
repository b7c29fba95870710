"""Defects that only some sites can have, and sites that have none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.base.problems import Place
from sitegen.build import look
from sitegen.incremental import build
from sitegen.inspect.inspecting import inspect
from sitegen.publish.manifest import MARKER, read
from sitegen.report import Options
from tests.inspect.small_site import FILES, SECOND_ID, inspected, told
from tests.test_other_sites import SITES

ROOT = Path(__file__).parents[2]
BASES = ("https://kui.politap.example/", "https://example.ac.id/kui/")


@pytest.mark.parametrize("base", BASES)
def test_the_demonstration_site_has_no_finding(base: str, tmp_path: Path) -> None:
    for name in ("content", "themes", "site.yaml"):
        (tmp_path / name).symlink_to(ROOT / name)
    options = Options(today=lambda zone: date(2026, 11, 24), base_url=base, jobs=1)
    assert build(tmp_path, tmp_path / "output", options).published
    prepared, _ = look(tmp_path, options)
    assert prepared
    made, _ = read(tmp_path / "output" / MARKER)
    assert inspect(tmp_path, tmp_path / "output", prepared.plan, made, jobs=1).problems == []


@pytest.mark.parametrize("shape", ["one language", "three languages", "one title for both languages", "equal titles"])
def test_sites_of_other_shapes_have_no_finding(shape: str, tmp_path: Path) -> None:
    files, fields = SITES[shape]
    assert isinstance(fields, dict)
    assert inspected(tmp_path, files, **fields).problems() == []


def test_a_page_that_nothing_leads_to_is_told_at_its_source(tmp_path: Path) -> None:
    menu = [{"target": "news"}, {"target": "https://example.org/", "label": {"id": "Luar", "en": "Outside"}}]
    alone = [f"content/pages/visa.{lang}.md" for lang in ("en", "id")]  # they lead to each other
    files = {**FILES, **dict.fromkeys(alone, "---\ntitle: Visa\n---\n\nA visa is needed.\n")}
    problems = inspected(tmp_path, files, menu=menu).problems()
    assert [(problem.id, problem.place) for problem in problems] == [("orphan-page", Place(name)) for name in alone]


def test_a_link_out_of_a_site_that_lies_in_a_folder_is_found(tmp_path: Path) -> None:
    site = inspected(tmp_path, FILES, base_url="https://example.ac.id/kui/")
    assert site.problems() == []
    with site.changed("id/index.html", lambda data: data.replace(b'href="/kui/en/"', b'href="/en/"')):
        found = told(site.problems())
    assert found["page-link.prefix"] == Place("output/id/index.html")


def test_a_former_address_that_leads_to_a_former_address_is_found(tmp_path: Path) -> None:
    twice = str(FILES[SECOND_ID]).replace("[/id/berita/2022/tamu/]", "[/id/berita/2022/tamu/, /id/tamu/]")
    site = inspected(tmp_path, {**FILES, SECOND_ID: twice})
    lead = b"/id/berita/2022/kunjungan/"
    with site.changed("id/tamu/index.html", lambda data: data.replace(lead, b"/id/berita/2022/tamu/")):
        assert set(told(site.problems())) == {"detour.chain"}


def test_what_is_wrong_on_every_page_is_told_once(tmp_path: Path) -> None:
    site = inspected(tmp_path)
    (style,) = site.out.glob("assets/*/style.css")
    with site.changed(style.relative_to(site.out).as_posix(), lambda data: None):
        problems = [problem for problem in site.problems() if problem.code in ("page-asset", "found-often")]
    assert [problem.id for problem in problems] == ["page-asset.style", "found-often"]
    assert dict(problems[1].facts) == {"code": "page-asset", "count": len(list(site.out.rglob("*.html"))) - 2}
