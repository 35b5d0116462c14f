"""Run one command that cannot outlive its parent: ``python leash.py [options] -- COMMAND…``.

The parent holds the other end of this program's standard input. When that end closes, by intent or because the parent
was killed with -9, the command is asked to stop, and after a grace its whole process group is killed. A pipe's end of
file is the one signal of a parent's death that Linux and macOS both give. On Linux the kernel also kills the command
when the leash itself is killed. Standard library only: it starts in a few milliseconds and needs no environment.
"""

import argparse
import ctypes
import os
import pwd
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
IGNORED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


def options(arguments: list[str]) -> argparse.Namespace:
    """Parse the command line; everything after ``--`` is the command."""
    parser = argparse.ArgumentParser(prog="leash", description="Run COMMAND until standard input ends.")
    parser.add_argument("--user", help="drop to this user before the command starts (needs root)")
    parser.add_argument("--signal", default="TERM", choices=["TERM", "INT", "QUIT"], help="how to ask for a stop")
    parser.add_argument("--grace", type=float, default=10.0, help="seconds between asking and killing")
    parser.add_argument("--pid-fd", type=int, help="write the command's process id to this descriptor")
    parser.add_argument("command", nargs="+")
    return parser.parse_args(arguments)


def die_with(leash_pid: int) -> Callable[[], None] | None:
    """Return what the forked child calls before exec so that it dies with the leash; None where no such call exists.

    It runs after the change of user, because changing the user clears the setting. A leash that died between fork and
    the call would never send the signal, hence the second look at the parent.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def arm() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != leash_pid:
            os._exit(128 + signal.SIGKILL)

    return arm


def spawn(command: list[str], user: str | None) -> subprocess.Popen[bytes]:
    """Start the command in a session of its own, as `user` if given, with nothing to read."""
    account = pwd.getpwnam(user) if user else None
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=die_with(os.getpid()),  # one thread only, and the call belongs between fork and exec
    )


def wait_for_end_or_release(child: subprocess.Popen[bytes], woken: int) -> None:
    """Return when the command has ended, or when the parent has let go of our standard input."""
    with selectors.DefaultSelector() as selector:
        selector.register(woken, selectors.EVENT_READ)
        selector.register(0, selectors.EVENT_READ)
        while child.poll() is None:
            for key, _ in selector.select():
                if not os.read(key.fd, 4096):
                    return


def stop(child: subprocess.Popen[bytes], asking: signal.Signals, grace_seconds: float) -> None:
    """Ask the command to end and wait the grace out; what is left of its group is killed by the caller."""
    child.send_signal(asking)
    # A frozen process (SIGSTOP) cannot hear a request to end until it is woken.
    child.send_signal(signal.SIGCONT)
    deadline = time.monotonic() + grace_seconds
    while child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)


def kill_group(group: int) -> None:
    """Kill whatever is left of the command and its children; nothing left is fine."""
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # macOS says EPERM of a group that holds only a zombie
        return


def main(arguments: list[str]) -> int:
    """Run the command; return its exit code, or 128 + the signal that ended it, as a shell does."""
    chosen = options(arguments)
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    signal.set_wakeup_fd(write_end)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    try:
        child = spawn(chosen.command, chosen.user)
    except (OSError, KeyError) as error:
        print(f"leash: cannot start {chosen.command[0]}: {error}", file=sys.stderr)  # noqa: T201
        return 127
    # Ctrl-C reaches the whole foreground group; the order of the stop is the parent's to decide, not the terminal's.
    # Ignored only now, because the command would inherit an ignored signal.
    for number in IGNORED:
        signal.signal(number, signal.SIG_IGN)
    if chosen.pid_fd is not None:
        os.write(chosen.pid_fd, b"%d\n" % child.pid)
        os.close(chosen.pid_fd)
    wait_for_end_or_release(child, read_end)
    if child.poll() is None:
        stop(child, signal.Signals[f"SIG{chosen.signal}"], chosen.grace)
    kill_group(child.pid)
    code = child.wait()
    return 128 - code if code < 0 else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
