"""The site of the table of edits: an item of each kind with every field that there is, and another one of each kind beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from sitegen.publish.manifest import MARKER
from tests.incremental import Trial, tree
from tests.sites import write_site
from tests.test_injection import Texts, files, site_fields

BESIDE: dict[str, str | bytes] = {
    "content/partners/q.yaml": "name: Institut Kedua\nkind: institute\ncountry: SG\ncity: Kota Kedua\n",
    "content/events/f.yaml": "title: {id: Lokakarya, en: Workshop}\nstart: 2026-12-10\nend: 2026-12-12\n"
    "type: seminar\ncity: Kota Lain\nhost: q\n",
    "content/events/f.id.md": "Isi acara.\n",
    "content/agreements/b.yaml": (
        "type: moa\ntitle: {id: Perjanjian, en: Contract}\npartners: [q]\nlevel: institution\nstage: signed\nsigned: 2024-05-06\n"
        "expires: 2027-05-05\n"
    ),
    "content/news/2025-03-04-m.id.md": (
        "---\ntitle: Berita kedua\nsummary: Ringkasan kedua.\npartners: [q]\ntopics: [u]\ncategory: mobility\n---\n\n"
        "Kata [pertama](2026-11-01-n.id.md) dan kata.\n\n## Judul\n\n![](foto.png)\n"
    ),
    "content/news/2025-03-04-m.en.md": "---\ntitle: Second news\nsummary: Second summary.\n---\n\nWords.\n",
    "content/pages/contact.id.md": "---\ntitle: Kontak\norder: 2\n---\n\nAlamat kami.\n",
}


THEME = Path(__file__).parents[1] / "themes/default"


def every_field(root: Path) -> Path:
    """Write the site into `root`, and build it."""
    texts = Texts(" teks")
    found = files(texts)
    found["content/topics.yaml"] += "u: {id: Umum, en: General}\n"
    write_site(root, {**found, **BESIDE}, **site_fields(texts))
    assert Trial(root, root / "output").build().report.published
    return root


def copied(built: Path, folder: Path) -> Trial:
    """A copy of a site with its output folder and what was kept: nothing is stale."""
    root = folder / "site"
    shutil.copytree(built, root)
    trial = Trial(root, root / "output")
    assert not trial.build().rendered
    return trial


def chosen(patterns: str, files: Iterable[str]) -> set[str]:
    """The files that some pattern matches, but for those of a later pattern that begins with `!`. Each pattern must match something."""
    found: set[str] = set()
    for pattern in patterns.split():
        matching = {file for file in files if fnmatchcase(file, pattern.removeprefix("!"))}
        assert matching, pattern
        found = found - matching if pattern[0] == "!" else found | matching
    return found


def pages(trial: Trial) -> set[str]:
    """The pages that lie in the output folder."""
    return {path for path in tree(trial.out) if not path.startswith(("assets/", "media/", MARKER))}
