"""Runs a program in a pseudo-terminal: what it asks is answered, what it shows is printed in the end.

Usage: in-terminal.py SECONDS SCRIPT program arguments…
SCRIPT is JSON: [[text to wait for, text to send], …]. Ends with the program's exit code, or 124 if the text never came.
"""

import json
import os
import pty
import select
import sys
import time

limit = time.monotonic() + float(sys.argv[1])
script = json.loads(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])
shown = b""
seen = 0
while time.monotonic() < limit:
    if script and script[0][0].encode() in shown[seen:]:
        seen = len(shown)
        os.write(terminal, script.pop(0)[1].encode())
    ready, _, _ = select.select([terminal], [], [], 0.05)
    if not ready:
        continue
    try:
        data = os.read(terminal, 65536)
    except OSError:
        data = b""
    if not data:
        break
    shown += data
else:
    os.kill(pid, 9)
    sys.stdout.buffer.write(shown)
    sys.exit(124)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)
