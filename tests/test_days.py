"""What the calendar alone does to a site: nothing, until the day that the build before foretold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from tests.build_site import build
from tests.sites import write_site

AGREEMENT = "type: mou\nlevel: institution\npartners: [p]\nstage: signed\ntitle: MoU\n"
FILES = {
    "content/partners/p.yaml": "name: Universiti Contoh\nkind: university\ncountry: MY\n",
    "content/agreements/a.yaml": f"{AGREEMENT}signed: 2022-01-01\nexpires: 2026-12\nauto_renew: true\n",
    "content/agreements/b.yaml": f"{AGREEMENT}signed: 2026-12-01\neffective: 2026-12-20\nexpires: 2027-06-30\nrenews: a\n",
    "content/agreements/c.yaml": f"{AGREEMENT}signed: 2026-01-01\nexpires: 2026-12-05\nvisibility: internal\n",
    "content/events/month.yaml": "title: Pekan\nstart: 2027-01\ntype: seminar\nstatus: tentative\n",
    "content/events/off.yaml": "title: Batal\nstart: 2026-12-08\nend: 2026-12-10\ntype: seminar\nstatus: cancelled\n",
    "content/events/on.yaml": (
        "title: Seminar\nstart: 2026-12-28\nend: 2027-01-04\ntype: seminar\ntimeline: [{label: Seleksi, date: 2026-12-15}]\n"
        "registration: {url: 'https://example.org/', deadline: 2026-12-03 16.00}\n"
    ),
    "content/news/2026-11-26-soon.id.md": (
        "---\ntitle: Panggilan\nsummary: Ringkas.\nevents: [on]\npartners: [p]\nexpires: 2026-11-30\n---\n\nIsi berita.\n"
    ),
    "content/news/2026-11-01-old.en.md": "---\ntitle: News\nsummary: Short.\n---\n\nWords.\n",
}
CHANGES = {
    "2026-11-26": "an article appears",
    "2026-12-01": "it is an announcement that has expired",
    "2026-12-04": "registration is closed",
    "2026-12-08": "an event begins, though it was cancelled",
    "2026-12-11": "it is over",
    "2026-12-20": "an agreement supersedes another",
    "2026-12-28": "an event begins",
    "2027-01-01": "what expires within half a year expires soon",
    "2027-01-05": "an event is over",
    "2027-02-01": "the month of an event is over",
    "2027-07-01": "an agreement is over",
}


def test_every_byte_stays_until_the_day_that_was_foretold_and_some_change_on_it(tmp_path: Path) -> None:
    root = write_site(tmp_path, FILES)
    foretold = []
    now = build(root, date(2026, 11, 24))
    while now.next_change:
        foretold.append(now.next_change.isoformat())
        assert build(root, now.next_change - timedelta(1)).files == now.files
        later = build(root, now.next_change)
        assert later.files != now.files
        now = later
    assert foretold == list(CHANGES)
    assert build(root, date(2030, 1, 1)).files == now.files
