"""The smallest agent in Python: answers every request with a greeting, and ends at once when it is told to."""

import os
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import humanize

PORT = int(os.environ.get("PORT", "8080"))
NAME = os.environ.get("GREETING_NAME", "hello-python")
STARTED_AT = time.monotonic()


class Greeting(BaseHTTPRequestHandler):
    def do_GET(self):
        awake = humanize.naturaldelta(time.monotonic() - STARTED_AT)
        body = f"Hello from {NAME}! I run in {socket.gethostname()} and have been awake for {awake}.\n".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        """A line per request would only repeat the health checks."""


server = ThreadingHTTPServer(("", PORT), Greeting)


def stop(signal_number, frame):
    """Kubernetes sends SIGTERM before it takes a pod away. shutdown() waits for the loop that this handler interrupts: hence the thread."""
    threading.Thread(target=server.shutdown).start()


signal.signal(signal.SIGTERM, stop)
print(f"listening on port {PORT}", flush=True)
server.serve_forever()
sys.exit(0)
