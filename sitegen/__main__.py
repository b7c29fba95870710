"""`python -m sitegen`, and the command `sitegen`."""

import os
import sys

from sitegen import cli


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
