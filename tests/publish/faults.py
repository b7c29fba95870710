"""Faults at any operation of the writer, put in from outside; an operation is named by its number in the run."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from sitegen.publish import writer
from sitegen.publish.publication import Publication, publish
from tests.publish.trees import published, snapshot, write

OPERATIONS = ("put", "replace", "remove", "make_folder", "remove_folder")

OLD = {
    "index.html": b"old choose",
    "id/index.html": b"old home",
    "id/a/index.html": b"old a",
    "id/b/deep/index.html": b"old b",
    "id/feed.atom": b"feed",
    "becomes-folder": b"old",
    "becomes-file/x.html": b"old",
    "style.css": b"old style",
}
NEW = {
    "index.html": b"new choose",
    "id/index.html": b"new home",
    "id/a/index.html": b"new a",
    "id/c/deep/index.html": b"new c",
    "id/feed.atom": b"feed",
    "becomes-folder/y/z.html": b"new",
    "becomes-file": b"new",
    "style.css": b"new style",
}
OTHER = {
    "index.html": b"other choose",
    "id/c/deep/index.html": b"other c",
    "id/c/more/index.html": b"other more",
    "id/b": b"other b",
}
FOREIGN = {"notes.txt": b"mine", "id/a/.hidden": b"mine", ".gitignore": b"*"}

Fault: TypeAlias = Callable[[Callable[..., Any], tuple[Any, ...], dict[str, Any]], Any]
"""What happens instead of an operation: it gets the operation and its arguments."""


def install(monkeypatch: pytest.MonkeyPatch, at: int | None, fault: Fault, lasting: bool = False) -> list[str]:
    """Let the operation number `at`, and with `lasting` all later ones that write, meet the fault. Gives the operations as they happen."""
    done: list[str] = []

    def wrapped(name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any, **options: Any) -> Any:
            number = len(done)
            done.append(name)
            if number == at or (
                lasting and at is not None and number > at and name in ("put", "make_folder", "replace")
            ):
                return fault(operation, arguments, options)
            return operation(*arguments, **options)

        return act

    for name in OPERATIONS:
        monkeypatch.setattr(writer, name, wrapped(name, getattr(writer, name)))
    return done


def publish_late(out: Path, files: Mapping[str, bytes]) -> None:
    """Publish files of which half are not known at the beginning."""
    early = {path: data for number, (path, data) in enumerate(files.items()) if number % 2}
    with Publication(out, early.keys()) as publication:
        for path, data in early.items():
            publication.add(path, data)
        publication.want(files.keys())
        for path in files.keys() - early.keys():
            publication.add(path, files[path])
        publication.finish()


def count(
    out: Path, files: Mapping[str, bytes], publish: Callable[[Path, Mapping[str, bytes]], object] = publish
) -> list[str]:
    """The operations of an undisturbed run."""
    with pytest.MonkeyPatch.context() as patch:
        done = install(patch, None, lambda *_: None)
        publish(out, files)
    return done


def kill_before(operation: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    os._exit(9)


def kill_after(operation: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    operation(*arguments, **options)
    os._exit(9)


def kill_within(operation: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    half(operation, arguments)
    os._exit(9)


def half(operation: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Write half of a file; a folder is made or a file moved whole or not at all."""
    if len(arguments) == 2 and isinstance(arguments[1], bytes):
        operation(arguments[0], arguments[1][: len(arguments[1]) // 2])


def failing(number: int, partly: bool) -> Fault:
    def fail(operation: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
        if partly:
            half(operation, arguments)
        raise OSError(number, os.strerror(number))

    return fail


def interrupt_before(operation: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    raise KeyboardInterrupt


def interrupt_within(operation: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    half(operation, arguments)
    raise KeyboardInterrupt


def interrupt_after(operation: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    operation(*arguments, **options)
    raise KeyboardInterrupt


def killed(
    out: Path,
    files: Mapping[str, bytes],
    at: int,
    fault: Fault,
    publish: Callable[[Path, Mapping[str, bytes]], object] = publish,
) -> None:
    """Publish in a child process that dies at an operation."""
    child = os.fork()
    if not child:
        try:
            install(pytest.MonkeyPatch(), at, fault)
            publish(out, files)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def is_old_or_new(out: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Each file is entirely old or entirely new, what stays is there, and nothing foreign is touched. Staged files do not count."""
    lying = {path: what for path, what in published(out).items() if ".sitegen-new" not in path}
    foreign = {path: lying.pop(path, None) for path in FOREIGN}
    assert foreign == FOREIGN
    for path, what in lying.items():
        assert what in (old.get(path), new.get(path)), path
    assert old.keys() & new.keys() <= lying.keys()


def prepare(tmp_path: Path, name: str, old: Mapping[str, bytes]) -> Path:
    out = tmp_path / name
    if old:
        publish(out, old)
        write(out, FOREIGN)
    return out


def clean(tmp_path: Path, files: Mapping[str, bytes], foreign: Mapping[str, bytes]) -> dict[str, bytes | str]:
    out = tmp_path / "clean"
    publish(out, files)
    write(out, foreign)
    return snapshot(out)
