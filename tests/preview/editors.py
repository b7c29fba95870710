"""How editors save: what each does to the file and beside it, step by step as the system sees it, with a pause after each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

Saving = Callable[[Path, str], Iterator[None]]


def in_place(file: Path, text: str) -> Iterator[None]:
    """VS Code, nano, Notepad: emptied, then written in pieces."""
    with file.open("w") as stream:
        yield
        for piece in (text[:1], text[1:]):
            stream.write(piece)
            stream.flush()
            yield


def vim(file: Path, text: str) -> Iterator[None]:
    """Vim: tries whether it may write in the folder, renames the file, writes it anew, deletes the old one; a swap file beside it."""
    swap = file.with_name(f".{file.name}.swp")
    swap.write_text("swap")
    yield
    trial = file.with_name("4913")
    trial.touch()
    yield
    trial.unlink()
    yield
    backup = file.rename(beside(file, "~"))
    yield
    yield from in_place(file, text)
    file.chmod(0o644)
    yield
    backup.unlink()
    yield
    swap.unlink()


def vim_copy(file: Path, text: str) -> Iterator[None]:
    """Vim with `backupcopy=yes`."""
    beside(file, "~").write_bytes(file.read_bytes())
    yield
    yield from in_place(file, text)
    beside(file, "~").unlink()


def gnome(file: Path, text: str) -> Iterator[None]:
    """gedit, GNOME Text Editor (GIO): written to a hidden name, then renamed over the file."""
    yield from renamed(file, text, file.with_name(".goutputstream-A1B2C3"))


def gnome_backup(file: Path, text: str) -> Iterator[None]:
    """The same with backups."""
    new = file.with_name(".goutputstream-A1B2C3")
    yield from in_place(new, text)
    beside(file, "~").unlink(missing_ok=True)
    beside(file, "~").hardlink_to(file)
    yield
    new.replace(file)


def jetbrains(file: Path, text: str) -> Iterator[None]:
    """IntelliJ, PyCharm ("safe write")."""
    yield from in_place(beside(file, "___jb_tmp___"), text)
    old = file.rename(beside(file, "___jb_old___"))
    yield
    beside(file, "___jb_tmp___").rename(file)
    yield
    old.unlink()


def kate(file: Path, text: str) -> Iterator[None]:
    """Kate (QSaveFile): written to a name with six letters more, then renamed over the file; a swap file beside it."""
    swap = file.with_name(f".{file.name}.kate-swp")
    swap.write_text("swap")
    yield from renamed(file, text, beside(file, ".XyZabc"))
    swap.unlink()


def emacs(file: Path, text: str) -> Iterator[None]:
    """Emacs: a link that leads nowhere as a lock, a file of what was typed, the old file renamed and left."""
    lock = file.with_name(f".#{file.name}")
    lock.symlink_to("editor@office.1234:1")
    yield
    typed = file.with_name(f"#{file.name}#")
    typed.write_text(text)
    yield
    file.replace(beside(file, "~"))
    yield
    yield from in_place(file, text)
    typed.unlink()
    yield
    lock.unlink()


def helix(file: Path, text: str) -> Iterator[None]:
    """Helix: the old file renamed, the new one written, the old one deleted."""
    backup = file.rename(beside(file, ".bck"))
    yield
    yield from in_place(file, text)
    backup.unlink()


def notepad_plus_plus(file: Path, text: str) -> Iterator[None]:
    """Notepad++ with backups: a copy beside, then in place."""
    beside(file, ".bak").write_bytes(file.read_bytes())
    yield
    yield from in_place(file, text)


def delete_and_write(file: Path, text: str) -> Iterator[None]:
    """git, and programs that synchronise: the file goes, and comes anew."""
    file.unlink()
    yield
    yield from in_place(file, text)


def renamed(file: Path, text: str, new: Path) -> Iterator[None]:
    """Written to another name, then renamed over the file."""
    yield from in_place(new, text)
    new.replace(file)
    yield


def beside(file: Path, end: str) -> Path:
    """The same name with another end."""
    return file.with_name(file.name + end)


EDITORS: tuple[Saving, ...] = (
    *(in_place, vim, vim_copy, gnome, gnome_backup, jetbrains, kate, emacs, helix, notepad_plus_plus),
    delete_and_write,
)
