"""``python -m vnextract``: the command line."""

from vnextract.cli import main

if __name__ == "__main__":
    main()
