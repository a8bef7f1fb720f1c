import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from hello_words import words


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(words().encode())

    def log_message(self, format, *arguments):
        """Nobody reads it."""


ThreadingHTTPServer(("", int(os.environ["PORT"])), Answer).serve_forever()
