"""``taiyaku``, and ``python -m pipeline``: where the command begins.

Nothing may be imported before the checked repository is out of the path of imports: with
``python -m`` the current folder stands first in it, and PYTHONPATH may name one, too.
"""

from pipeline.system.code_paths import leave_checked_folders


def main() -> None:
    """Runs the command and exits with its code."""
    leave_checked_folders()
    from pipeline.cli.main import main as command

    command()


if __name__ == "__main__":
    main()
