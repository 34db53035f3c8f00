"""How gunicorn serves the site; the environment may change the address and the number of workers."""

import multiprocessing
import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", min(4, multiprocessing.cpu_count() + 1)))
worker_class = "gthread"
threads = 4
preload_app = True
max_requests = 10_000
max_requests_jitter = 1_000
timeout = 30
graceful_timeout = 20
control_socket_disable = True
limit_request_line = 8190
# No access log: addresses of visitors are not kept (docs/operators.md says how to turn one on, and what to leave out).
accesslog = None
errorlog = "-"
loglevel = "warning"


def post_worker_init(worker):
    """Let what gunicorn refuses be answered with a page of the site."""
    from config import refusals
    from config.wsgi import application

    refusals.install(application)
