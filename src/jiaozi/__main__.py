"""`python -m jiaozi` is the same as `jiaozi`."""

from jiaozi.cli import main

if __name__ == "__main__":
    main()
