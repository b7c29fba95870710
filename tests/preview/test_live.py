"""The preview shows what a build would make, whatever is edited (`Previewed.compare`); random sequences are in `test_live_random`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from sitegen.render import rendering
from sitegen.render.codes import Codes
from tests.edits import write
from tests.incremental import fields_of, put_back, set_field, tree
from tests.incremental_sites import BESIDE
from tests.preview.previewed import Clean, Previewed
from tests.sites import write_site
from tests.test_incremental import EDITS
from tests.test_incremental_fields import other
from tests.test_injection import Texts, files, site_fields

LONG = bool(os.environ.get("SITEGEN_LONG"))
"""`make test-long` takes every edit and every field: the gate some, for all are tried on builds, too."""

FIELDS_OF = [
    "site.yaml",
    "content/topics.yaml",
    "content/partners/p.yaml",
    "content/agreements/a.yaml",
    "content/events/e.yaml",
    "content/news/2026-11-01-n.yaml",
    "content/news/2026-11-01-n.id.md",
    "content/pages/about.en.md",
]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Previewed, Clean]]:
    """A site with an item of each kind that has every field, its preview, and what a clean build makes of it. Templates are compiled once."""
    texts = Texts(" teks")
    found = files(texts)
    found["content/topics.yaml"] += "u: {id: Umum, en: General}\n"
    root = write_site(tmp_path_factory.mktemp("preview") / "site", {**found, **BESIDE}, **site_fields(texts))
    code = Codes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "Codes", lambda: code)
        previewed = Previewed(root)
        yield previewed, previewed.clean()


@pytest.mark.parametrize("name", EDITS if LONG else list(EDITS)[::3])
def test_after_an_edit_it_shows_what_a_build_makes(everything: tuple[Previewed, Clean], name: str) -> None:
    previewed, clean = everything
    edit, _ = EDITS[name]
    before = tree(previewed.root)
    previewed.do(edit)
    edited = previewed.clean()
    assert previewed.compare(edited)
    put_back(previewed.root, before)
    previewed.look_twice()
    assert previewed.compare(clean)
    edit(previewed.root)
    previewed.look_twice()
    assert previewed.compare(edited)
    put_back(previewed.root, before)
    previewed.do()


@pytest.mark.parametrize("path", FIELDS_OF if LONG else FIELDS_OF[::4])
def test_after_another_value_of_a_field_it_shows_what_a_build_makes(
    everything: tuple[Previewed, Clean], path: str
) -> None:
    """Of each field; the one before is what it was in the same look."""
    previewed, _ = everything
    original, right = (previewed.root / path).read_bytes(), 0
    fields = fields_of(previewed.root, path)
    for name, value in fields.items():
        write(previewed.root / path, original)
        set_field(previewed.root, path, name, other(path, name, value))
        previewed.do()
        right += previewed.compare()
    write(previewed.root / path, original)
    previewed.do()
    assert right > 0.6 * len(fields)
