"""Celery: background work and the second driver of the clocks. Redis may vanish at any second."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcentre.settings")

VISIBILITY = 60
TRANSPORT = {
    "visibility_timeout": VISIBILITY,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_keepalive": True,
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
    "health_check_interval": 5,
}

app = Celery("contactcentre")
app.conf.update(
    broker_url=settings.REDIS_URL,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=15,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    visibility_timeout=VISIBILITY,
    broker_transport_options=TRANSPORT,
    timezone="UTC",
    beat_scheduler="contactcentre.core.canary:Scheduler",
    beat_schedule={
        "clocks": {
            "task": "countdowns.sweep_clocks",
            "schedule": 1.0,
            "options": {"expires": 2},
        },
        "audit": {"task": "countdowns.seal_audit", "schedule": 5.0, "options": {"expires": 5}},
        "purge": {
            "task": "countdowns.purge_records",
            "schedule": 600.0,
            "options": {"expires": 600},
        },
        "texts": {"task": "contacts.send_texts", "schedule": 2.0, "options": {"expires": 2}},
        "diverts": {
            "task": "dispatch.check_diverts",
            "schedule": 5.0,
            "options": {"expires": 5},
        },
    },
)
app.steps["worker"].add("contactcentre.core.canary:Canary")
app.autodiscover_tasks(["contactcentre.countdowns", "contactcentre.contacts", "dispatch"])
