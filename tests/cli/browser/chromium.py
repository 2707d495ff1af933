"""Chromium without a window, driven over its DevTools pipe: messages of JSON, each ended by a zero byte, on descriptors 3 (in) and 4 (out)."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import time
from typing import Any

SECONDS = 60  # of a machine that has much else to do
# Nothing may come from elsewhere: every name fails to resolve. Without the sandbox, since the page is ours and a container gives no namespaces.
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run", "--disable-extensions",
         "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND")


def found() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """One page. `events` holds all that the browser told of itself, in order."""

    def __init__(self, program: str, folder: os.PathLike[str]) -> None:
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        # Out of the way of 3 and 4, which the shell gives to the browser.
        theirs = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (read_there, write_there)]
        os.close(read_there), os.close(write_there)
        line = 'exec "$@" 3<&%d 4>&%d' % tuple(theirs)
        self.process = subprocess.Popen(["bash", "-c", line, "-", program, *FLAGS, f"--user-data-dir={folder}"], pass_fds=theirs,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for one in theirs:
            os.close(one)
        self._in, self._out, self._rest, self._asked = write_here, read_here, b"", 0
        self.events: list[dict[str, Any]] = []
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime", "Accessibility"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._in), os.close(self._out)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._out, 1 << 20)
            if not part:
                raise RuntimeError("the browser went away")
            self._rest += part
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._asked += 1
        message: dict[str, Any] = {"id": self._asked, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._in, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._asked:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, url: str) -> None:
        self.events.clear()
        self.call("Page.navigate", url=url)
        until = time.monotonic() + SECONDS
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            if time.monotonic() > until:
                raise TimeoutError(url)
            self.events.append(self._next())

    def run(self, script: str) -> Any:
        """The value of a script, awaited."""
        told = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise RuntimeError(told["exceptionDetails"])
        return told["result"].get("value")

    def told(self, method: str) -> list[dict[str, Any]]:
        return [event["params"] for event in self.events if event.get("method") == method]

    def tree(self) -> list[tuple[str, str]]:
        """Role and name of each thing that a screen reader meets, in its order."""
        nodes = {node["nodeId"]: node for node in self.call("Accessibility.getFullAXTree")["nodes"]}
        walked: list[tuple[str, str]] = []

        def walk(name: str) -> None:
            node = nodes[name]
            if not node.get("ignored"):
                walked.append((node["role"]["value"], node.get("name", {}).get("value", "")))
            for child in node.get("childIds", []):
                if child in nodes:
                    walk(child)

        walk(next(iter(nodes)))
        return walked
