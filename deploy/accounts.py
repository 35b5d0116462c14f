"""The account that PostgreSQL runs as, and directories that this account can reach.

PostgreSQL refuses to run as root. When the caller is root, as in containers and on CI machines, the server runs as
`nobody`, who often cannot enter the caller's home: whether it can is tried, not guessed.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.processes import SetupError, say

UNPRIVILEGED = "nobody"


def server_account() -> str | None:
    """Return the user to drop to, or None when the caller is not root and simply runs the server itself."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(UNPRIVILEGED).pw_name
    except KeyError:
        raise SetupError(
            f"PostgreSQL does not run as root, and this machine has no user `{UNPRIVILEGED}` to run it as.\n"
            "  Start this as an ordinary user, or create that user."
        ) from None


def can_reach(account: str, path: Path, mode: int) -> bool:
    """Say whether `account` can enter every directory above `path` and has `mode` (os.R_OK, …) on `path` itself.

    Asked of the kernel by a small process that has become the account, so that ACLs and mounts count as well.
    """
    entry = pwd.getpwnam(account)
    answer = subprocess.run(
        ["/bin/sh", "-c", f'test -{"x" if mode == os.X_OK else "r"} "$0"', str(path)],
        user=entry.pw_uid, group=entry.pw_gid, extra_groups=[], check=False, cwd="/", stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return answer.returncode == 0


def shared_root() -> Path:
    """Return a directory under the system's temporary one that other accounts can enter and only we can write to.

    Raises SetupError when somebody else holds the name: what lies there could then be theirs.
    """
    root = Path(tempfile.gettempdir()) / f"points-ledger-{os.geteuid()}"
    root.mkdir(mode=0o755, exist_ok=True)
    found = root.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise SetupError(f"{root} belongs to somebody else. Remove it, or set TMPDIR to a directory of your own.")
    root.chmod(0o755)
    return root


def server_directory(wanted: Path, account: str | None) -> Path:
    """Create and return a directory for the server's files that the server's account owns.

    `wanted` itself where the account can reach it; otherwise one under the temporary directory, and `wanted` becomes a
    link to it, so that it is found again and goes when `wanted` goes.
    """
    if account is None:
        wanted.mkdir(mode=0o700, parents=True, exist_ok=True)
        return wanted
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if not wanted.exists() and not can_reach(account, wanted.parent, os.X_OK):
        elsewhere = Path(tempfile.mkdtemp(prefix="database-", dir=shared_root()))
        say(f"  The database's files are in {elsewhere}: the user `{account}` cannot enter {wanted.parent}")
        wanted.unlink(missing_ok=True)
        wanted.symlink_to(elsewhere)
    wanted = wanted.resolve()
    wanted.mkdir(mode=0o700, exist_ok=True)
    entry = pwd.getpwnam(account)
    os.chown(wanted, entry.pw_uid, entry.pw_gid)
    return wanted


def reachable_copy(package: Path, program: str, libraries: Path, account: str | None) -> Path:
    """Return `package`, or a copy of it that `account` can execute `program` (a path inside it) from.

    The copy keeps the two directories in the same relation, because the programs find their libraries that way. It is
    made once, under a name that changes with the program.
    """
    if account is None or can_reach(account, package / program, os.X_OK):
        return package
    found = (package / program).stat()
    identity = hashlib.sha256(f"{package}{found.st_size}{found.st_mtime_ns}".encode()).hexdigest()[:16]
    home = shared_root() / f"server-{identity}"
    target = home / package.parent.name / package.name
    if not target.exists():
        making = Path(tempfile.mkdtemp(prefix="server-", dir=home.parent))
        copied = making / package.parent.name / package.name
        shutil.copytree(package, copied, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, making / libraries.name, symlinks=True)
        open_to_all(making)
        try:
            making.rename(home)
        except OSError:  # another process made the same copy meanwhile
            shutil.rmtree(making)
    if not can_reach(account, target / program, os.X_OK):
        raise SetupError(
            f"The user `{account}` cannot execute {target / program}.\n"
            f"  Set TMPDIR to a directory that every user can enter and that allows programs ({sys.platform})."
        )
    return target


def open_to_all(root: Path) -> None:
    """Let everybody read the files below `root`, enter its directories, and execute its programs."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            mode = stat.S_IMODE(path.stat().st_mode)
            executable = path.is_dir() or bool(mode & stat.S_IXUSR)
            path.chmod(mode | (0o755 if executable else 0o644))
