"""Knows what a process and everything it started has cost so far."""

import psutil


def cpu_seconds(pid: int) -> float:
    """Return user and system seconds of a process, of those it started, and of those among them that have ended."""
    process = psutil.Process(pid)
    spent = 0.0
    for each in (process, *process.children(recursive=True)):
        try:
            times = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent += times.user + times.system + times.children_user + times.children_system
    return spent
