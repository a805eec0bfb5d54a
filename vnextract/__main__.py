"""``python -m vnextract`` and the command ``vnextract``: the command line.

It is imported only when it is called: worker processes import this module too, and have no use for it.
"""


def main() -> None:
    """Run the command line."""
    from vnextract.cli import main as run

    run()


if __name__ == "__main__":
    main()
