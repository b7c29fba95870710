"""`python -m sitegen`, and the command `sitegen`."""

import gc
import os
import sys

gc.disable()  # almost all that a command makes stays to its end; to look for what does not takes a tenth of the time
from sitegen import cli  # noqa: E402 — see above


def main() -> None:
    """Runs the command and ends the process at once: nothing is left to be done, and to take the values of a large site apart one by one
    takes longer than to find that nothing changed."""
    code: object = 0
    try:
        cli.main()
    except SystemExit as end:
        code = end.code or 0
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:  # whoever read it has gone
        code = code or cli.EXIT_ENVIRONMENT
    if isinstance(code, int):
        os._exit(code)
    sys.exit(str(code))


if __name__ == "__main__":
    main()
