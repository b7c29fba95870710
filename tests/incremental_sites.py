"""The sites of the tests of building again: for the table of edits an item of each kind with every field that there is, and another one
of each kind beside it; for the random walks a small one, and what may be written into it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from sitegen.publish.manifest import MARKER
from tests.incremental import Trial, tree
from tests.pictures import PNG
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


# --- the site of the random walks, and what may be written into it ------------------------------------------------------------------

NEWS = "content/news/2026-11-01-n"
FILES: dict[str, str | bytes] = {
    "content/topics.yaml": "t: {id: Topik, en: Topic}\n",
    f"{NEWS}.yaml": "partners: [p]\nevents: [e]\nagreements: [a]\ntopics: [t]\nimage: {src: foto.png, alt: Perahu}\n",
    f"{NEWS}.id.md": "---\ntitle: Pertama\nsummary: Ringkas.\n---\n\nKata [mitra](../partners/p.yaml).\n\n## Judul\n\nAkhir.\n",
    f"{NEWS}.en.md": "---\ntitle: First\n---\n\nWords.\n",
    "content/news/foto.png": PNG,
    "content/news/2025-03-04-m.id.md": "---\ntitle: Kedua\n---\n\nKata [satu](2026-11-01-n.id.md).\n\n![](foto.png)\n",
    "content/events/e.yaml": "title: {id: Lokakarya, en: Workshop}\nstart: 2026-11-26\nend: 2026-11-28\ncity: Kota\nhost: p\n",
    "content/events/e.id.md": "Isi acara.\n",
    "content/partners/p.yaml": "name: Universiti Contoh\nkind: university\ncountry: MY\ncity: Kota\n",
    "content/agreements/a.yaml": "type: mou\ntitle: Nota\npartners: [p]\nlevel: institution\nstage: signed\nsigned: 2022\n"
    "expires: 2026-11-30\n",
    "content/pages/about.id.md": "---\ntitle: Tentang\n---\n\nKami.\n",
    "themes/default/strings/id.yaml": "menu: {news: Kabar}\n",
    "themes/default/templates/topic.html": '{% extends "default/topic.html" %}{% block og_type %}x{% endblock %}\n',
}

SENTENCES = """
Kata baru.§Kata [mitra](../partners/p.yaml).§[Rusak](../partners/zz.yaml)§[Satu](2026-11-01-n.id.md)§## Judul lain
§### Lebih dalam§![](foto.png)§![Perahu](foto.png)§[Lihat](#judul)§[Tidak ada](#tiada)§Kata {lang=xx}§[Kata]{lang=en}
§- satu§1. satu§<b>tebal</b>§[^1]: Catatan.§Ada[^1].§<script>§[Tabel](e.yaml)
""".replace("\n", "").split("§")
"""Lines of words: with links, pictures, headings, and mistakes."""

FIELDS = """
title: Judul lain§title: {id: Satu, en: One}§summary: Ringkasan lain.§draft: true§slug: lain§partners: [p]
§partners: [q]§topics: [t]§topics: []§events: [e]§date: 2026-11-28§date: 2024-01-02§updated: 2026-11-20
§category: visit§image: {src: foto.png, alt: Kapal}§authors: [Ani]§city: Kota lain§country: SG§kind: institute
§name: Institut Lain§short: IL§website: https://a.example/§logo: {src: ../news/foto.png, alt: Lambang}
§start: 2026-11-25§end: 2026-11-27§start: 2027-02§status: cancelled§place: Aula§host: q§type: moa§expires: 2026-11-26
§expires: open§signed: 2025-01-01§stage: in_process§visibility: internal§renews: b§level: unit§units: [Jurusan]
§aliases: [/id/lama/]§order: 3§listed: false§nobody: knows§time: 09.00
""".replace("\n", "").split("§")
"""Fields of all kinds: some fit, some do not."""

SITE_FIELDS = """
title: {id: Kantor, en: Office}§base_url: https://lain.example/kui/§default_language: en§timezone: Asia/Makassar
§description: {id: Kami, en: We}§home: {name: Politeknik, country: ID, short: P}§menu: [news, partners]
§country_names: {MY: {id: Malaysia Raya}}§strings: {id: {menu.news: Warta}}§social: {Kanal: https://s.example/}
§contact: {email: a@b.example}§news: {page_size: 1}§agreements: {expiring_days: 1}§theme: lain§languages: [id]
§languages: [en, id]§agreement_labels: {active_open: {id: Terbuka}}
§colours: {brand: '#7a1f2b'}§colours: {brand: '#eee'}§type: {text: 1.2rem}
""".replace("\n", "").split("§")
