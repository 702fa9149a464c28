"""`python -m goldenthread` is the `goldenthread` command."""

from goldenthread.config.__main__ import main

if __name__ == "__main__":
    main()
