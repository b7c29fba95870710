"""The site of the table of edits: an item of each kind with every field that there is, and another one of each kind beside it."""

from __future__ import annotations

from pathlib import Path

from tests.sites import write_site
from tests.test_injection import Texts, files, site_fields

BESIDE: dict[str, str | bytes] = {
    "content/partners/q.yaml": "name: Institut Kedua\nkind: institute\ncountry: SG\ncity: Kota Kedua\n",
    "content/events/f.yaml": "title: {id: Lokakarya, en: Workshop}\nstart: 2026-12-10\nend: 2026-12-12\n"
    "type: seminar\ncity: Kota Lain\nhost: q\n",
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


def every_field(root: Path) -> Path:
    """Write the site below `root`."""
    texts = Texts(" teks")
    found = files(texts)
    found["content/topics.yaml"] += "u: {id: Umum, en: General}\n"
    return write_site(root, {**found, **BESIDE}, **site_fields(texts))
