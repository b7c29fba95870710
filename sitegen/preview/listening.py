"""Taking an address for the preview, or saying in the editor's words why it cannot be had."""

from __future__ import annotations

import errno
import socket
from contextlib import suppress
from ipaddress import ip_address

from sitegen.base.problems import Place, problem
from sitegen.base.told import ToldError


class AddressError(ToldError):
    """The preview cannot be had at this address."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen on every address of a host (`localhost` may have two), all at one port. Port 0 takes any that is free.

    Raises `AddressError`. An address of the host that this machine does not have (IPv6 that is switched off) is left out if there is another.
    """
    sockets: list[socket.socket] = []
    failures: list[OSError] = []
    for family, address in _addresses(host):
        try:
            sockets.append(socket.create_server((address, port), family=family))
        except OSError as error:
            failures.append(error)
            continue
        port = port_of(sockets[0])
    serious = next((error for error in failures if error.errno in (errno.EADDRINUSE, errno.EACCES)), None)
    if serious or not sockets:
        for taken in sockets:
            taken.close()
        raise _error(host, port, serious or failures[0])
    return sockets


def port_of(listening: socket.socket) -> int:
    """The port of a socket."""
    port: int = listening.getsockname()[1]
    return port


def is_open(listening: socket.socket) -> bool:
    """Whether other computers may reach a socket: its address is not of the loopback network."""
    address: str = listening.getsockname()[0]
    return not ip_address(address.partition("%")[0]).is_loopback


def name_of(host: str) -> str:
    """What a browser on this computer calls a host, as in an address: for "all addresses", which none may ask for, a loopback one."""
    with suppress(ValueError):
        address = ip_address(host)
        if address.is_unspecified:
            host = "::1" if address.version == 6 else "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _addresses(host: str) -> list[tuple[int, str]]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:  # ValueError: what no name can be, such as one with two dots in a row
        raise AddressError(problem(Place("--host"), "preview-address.host", found=host)) from error
    return list(dict.fromkeys((family, str(address[0])) for family, _, _, _, address in found))


def _error(host: str, port: int, cause: OSError) -> AddressError:
    match cause.errno:
        case errno.EADDRINUSE:
            return AddressError(problem(Place("--port"), "preview-address.taken", port=str(port), free=str(port + 1)))
        case errno.EACCES:
            return AddressError(problem(Place("--port"), "preview-address.privileged", port=str(port)))
        case _:
            return AddressError(problem(Place("--host"), "preview-address.host", found=host))
