"""`python -m sitegen`, and the command `sitegen`."""

from sitegen.cli import main

if __name__ == "__main__":
    main()
