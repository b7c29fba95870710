"""What `pip install .` gives: a program that works in any folder, with the default theme in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.sites import write_site

ROOT = Path(__file__).parents[1]


def test_the_wheel_builds_a_site_in_another_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
        names = set(archive.namelist())
    assert "sitegen/themes/default/templates/base.html" in names
    assert "sitegen/themes/default/static/style.css" in names
    assert "sitegen/base/messages/id.toml" in names
    assert not any(name.startswith(("tests/", "content/")) for name in names)
    site = write_site(tmp_path / "situs", {})
    environment = os.environ | {"PYTHONPATH": str(installed)}
    where = [sys.executable, "-c", "import sitegen; print(sitegen.__file__)"]
    shown = subprocess.run(where, cwd=site, env=environment, check=True, capture_output=True, text=True).stdout
    assert shown.startswith(str(installed))
    subprocess.run(
        [sys.executable, "-m", "sitegen", "build"], cwd=site, env=environment, check=True, capture_output=True
    )
    assert (site / "output" / "id" / "index.html").is_file()
    assert list((site / "output" / "assets").glob("*/style.css"))
