"""``python -m vnextract`` and the command ``vnextract``: the command line.

It is imported only when it is called: worker processes import this module too, and have no use for it.
"""

import os


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy is not there yet; why one: see ``preload``
    try:
        from vnextract.cli import main as run

        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
