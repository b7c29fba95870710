"""A small site with one of everything that an inspection looks at, built once; what a test breaks in it is put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.base.problems import Place, Problem
from sitegen.build import attempt, look
from sitegen.incremental import build
from sitegen.inspect.inspecting import inspect
from sitegen.plan.planning import Plan
from sitegen.publish.manifest import Entry, entry
from sitegen.report import Options
from tests.sites import write_site

OPTIONS = Options(today=lambda zone: date(2026, 11, 24))

ARTICLE_ID = "content/news/2022-11-21-pelatihan.id.md"
ARTICLE_EN = "content/news/2022-11-21-pelatihan.en.md"
SECOND_ID = "content/news/2022-12-01-kunjungan.id.md"

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="4" height="3"/></svg>'

FILES: Mapping[str, str | bytes] = {
    ARTICLE_ID: """---
title: Pelatihan kantor internasional
summary: Lima hari di Surabaya.
slug: pelatihan
image: {src: foto.svg, alt: Peserta di depan gedung}
topics: [mobility]
partners: [its]
events: [pelatihan]
---

Kalimat pembuka tentang pelatihan di Surabaya.

## Yang dipelajari

Baca [agenda](../events/pelatihan.yaml), [kunjungan](2022-12-01-kunjungan.id.md) dan [bagian itu](#s-yang-dipelajari).

### Rincian

| Hari | Isi |
|------|-----|
| Satu | Visi |

Lihat [tentang kami](/id/tentang/) dan [situs luar](https://luar.example.org/halaman).
""",
    ARTICLE_EN: """---
title: Training for international offices
summary: Five days in Surabaya.
slug: training
---

Opening words of the training in Surabaya.
""",
    SECOND_ID: "---\ntitle: Kunjungan dari Hanoi\nsummary: Dua tamu datang.\naliases: [/id/berita/2022/tamu/]\n---\n\nTamu datang.\n",
    "content/news/foto.svg": PICTURE,
    "content/events/pelatihan.yaml": """title: {id: Pelatihan penguatan, en: Strengthening course}
start: 2022-11-14
end: 2022-11-18
country: ID
place: {id: Surabaya, en: Surabaya}
host: its
""",
    "content/partners/its.yaml": "name: Institut Teknologi\nkind: university\ncountry: ID\n",
    "content/agreements/its-mou.yaml": """type: mou
title: {id: Nota, en: Memorandum}
partners: [its]
level: institution
stage: signed
signed: 2022-01-01
expires: 2027-12-31
""",
    "content/topics.yaml": "mobility: {id: Mobilitas, en: Mobility}\n",
    "content/pages/about.id.md": "---\ntitle: Tentang kami\nslug: tentang\n---\n\nKantor ini melayani tamu.\n",
    "content/pages/about.en.md": "---\ntitle: About us\n---\n\nThis office serves guests.\n",
}


@dataclass(frozen=True)
class Inspected:
    """A built site."""

    root: Path
    plan: Plan
    made: Mapping[str, Entry]

    @property
    def out(self) -> Path:
        return self.root / "output"

    def problems(self) -> list[Problem]:
        """What the inspection finds."""
        return inspect(self.root, self.out, self.plan, self.made, jobs=1).problems

    @contextmanager
    def changed(self, file: str, change: Callable[[bytes], bytes | None]) -> Iterator[None]:
        """The output with one file otherwise, or without it, or with one more."""
        path = self.out / file
        before = path.read_bytes() if path.exists() else None
        after = change(before or b"")
        path.parent.mkdir(exist_ok=True)
        assert after != before, "the change changes nothing"
        if after is None:
            path.unlink()
        else:
            path.write_bytes(after)
        try:
            yield
        finally:
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)


def inspected(root: Path, files: Mapping[str, str | bytes] = FILES, **site: object) -> Inspected:
    """A site of some files, built."""
    write_site(root, files, **site)
    report = build(root, root / "output", OPTIONS)
    assert report.published, report.problems
    prepared, found = look(root, OPTIONS)
    assert prepared
    made: dict[str, Entry] = {}
    attempt(root, root / "output", prepared, found, OPTIONS, lambda file, data: made.update({file: entry(data)}))
    return Inspected(root, prepared.plan, made)


def told(problems: list[Problem]) -> dict[str, Place]:
    """Id → the first place, of all but that files were changed by hand."""
    found: dict[str, Place] = {}
    for each in problems:
        if each.code != "output-changed":
            found.setdefault(each.id, each.place)
    return found
