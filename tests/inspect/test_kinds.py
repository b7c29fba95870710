"""Every kind of finding is seeded by some test of this folder: here, or in a table of another."""

from __future__ import annotations

from tests.inspect.codes import IDS
from tests.inspect.test_defects import CAUSED, DEFECTS

ELSEWHERE = {
    **dict.fromkeys(("page-link.prefix", "detour.chain", "orphan-page", "found-often"), "test_sites.py"),
    **dict.fromkeys(sorted(name for name in IDS if name.startswith("output-")), "test_folder.py"),
    **dict.fromkeys(sorted(name for name in IDS if name.startswith("outside-link.")), "test_external.py"),
}


def test_every_kind_of_finding_is_seeded() -> None:
    seeded = {defect.id for defect in DEFECTS} | {case[0] for case in CAUSED}
    assert seeded | ELSEWHERE.keys() == IDS
    assert len(seeded) >= 60
