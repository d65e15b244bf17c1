"""The production set says what is really run: services, variables, images, and no secret."""

import re

import pytest

from contactcentre.core.environment import VARIABLES
from runner import program
from tests.production.compose import LONG_LIVED, OURS, ROOT, SAID, SERVICES, TEXT, VARIABLE

EXAMPLE = (ROOT / "docker/production.env.example").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
NGINX = (ROOT / "docker/nginx/site.conf.template").read_text()
EXACT = re.compile(r"[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)*")
RECEIVERS = ("wal-1", "wal-2")


def test_the_services_are_those_of_the_design():
    assert set(LONG_LIVED) == {"web", "worker", "beat", "clocks"}
    others = {"postgres", "redis", "nginx", "clamav", "backups", "two-disks", *RECEIVERS}
    assert set(SERVICES) == others | set(LONG_LIVED) | {"migrate", "admit"}


def test_what_may_run_many_times_does():
    replicas = {name: SERVICES[name].get("deploy", {}).get("replicas", 1) for name in LONG_LIVED}
    assert replicas == {"web": 2, "worker": 2, "beat": 1, "clocks": 2}


@pytest.mark.parametrize("service", OURS)
def test_every_variable_is_one_we_read_and_none_is_forgotten(service):
    ours = {name for name, each in VARIABLES.items() if each.in_production}
    assert set(SERVICES[service]["environment"]) == ours


def test_every_variable_to_be_filled_in_is_in_the_example_and_the_other_way_round():
    asked = {name for name, _kind, _text in VARIABLE.findall(TEXT)}
    assert asked == set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE))


def test_no_secret_stands_in_the_file_or_the_example():
    for name, text in re.findall(r"^\s+(\w*(?:SECRET|PASSWORD|_KEY)\w*): (.+)$", TEXT, re.M):
        assert VARIABLE.fullmatch(text), name
    for name, text in re.findall(r"^(\w*(?:SECRET|PASSWORD|_KEY)\w*)=(.*)$", EXAMPLE, re.M):
        assert not text, name
    assert re.findall(r"://\w*:(?!@)[^@\s]+@", VARIABLE.sub("", TEXT)) == []
    assert re.findall(r"--requirepass,? (?!\"?,?\$)", TEXT) == []
    assert not re.search(r"^(ENV|ARG) .*(SECRET|PASSWORD|KEY)", DOCKERFILE, re.MULTILINE)


def test_whatever_must_be_set_says_what_to_set():
    for name, kind, text in VARIABLE.findall(TEXT):
        assert kind, f"{name} is neither required nor has a value"
        assert kind == "-" or text.startswith(f"Set {name} to "), name


def test_images_are_exact():
    images = [each["image"] for each in SERVICES.values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert [image for image in images if not EXACT.fullmatch(image)] == []


def test_our_image_is_of_this_version():
    version = (ROOT / "VERSION").read_text().strip()
    assert {SERVICES[name]["image"] for name in OURS} == {f"contactcentre:{version}"}


def test_whatever_runs_for_long_is_watched_and_started_again():
    for name, each in SERVICES.items():
        if each["restart"] != "no":
            assert each["restart"] == "unless-stopped", name
            assert each["healthcheck"]["test"], name


def test_a_process_of_ours_that_hangs_ends_so_that_it_is_started_again():
    for name in LONG_LIVED:
        _cmd, _python, _m, _health, kind, place = SERVICES[name]["healthcheck"]["test"]
        assert SERVICES[name]["command"][:6] == ["python", "-m", "runner.keep", kind, place, "--"]


def test_nothing_of_ours_starts_before_settings_and_role_are_found_fit():
    assert SERVICES["admit"]["command"][:4] == ["python", "manage.py", "check", "--deploy"]
    for name in LONG_LIVED:
        admitted = SERVICES[name]["depends_on"]["admit"]
        assert admitted == {"condition": "service_completed_successfully"}


def test_only_the_door_is_open_to_the_outside():
    assert [name for name, each in SERVICES.items() if "ports" in each] == ["nginx"]
    assert SAID["networks"]["inside"] == {"internal": True}


def test_whatever_must_outlive_a_container_is_on_a_volume():
    mounted = {
        volume.split(":")[0]
        for each in SERVICES.values()
        for volume in each.get("volumes", [])
        if re.match(r"[a-z]", volume)
    }
    assert mounted == set(SAID["volumes"])
    assert "spool:/spool" in SERVICES["web"]["volumes"]
    assert "anchors:/anchors" in SERVICES["clocks"]["volumes"]


def test_our_processes_run_without_rights_they_do_not_need():
    assert re.search(r"^USER (?!root|0)\w+", DOCKERFILE, re.MULTILINE)
    for name in OURS:
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_whatever_the_image_or_a_service_takes_from_here_is_here():
    taken = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    mounted = re.findall(r'\./(docker/[^:"]+):', TEXT)
    wanted = [*" ".join(taken).split(), *mounted]
    assert [path for path in wanted if not (ROOT / path).exists()] == []
    ignored = (ROOT / ".dockerignore").read_text()
    assert [path for path in " ".join(taken).split() if f"!{path}" not in ignored] == []


def test_a_commit_waits_for_one_of_the_two_receivers():
    guard = (ROOT / "docker/backup/two-disks.sh").read_text()
    names = {SERVICES[each]["command"][2] for each in RECEIVERS}
    assert names == {"wal_1", "wal_2"}
    assert "wanted='ANY 1 (wal_1, wal_2)'" in guard


@pytest.mark.parametrize(
    "line",
    [
        "proxy_set_header X-Forwarded-For   $remote_addr;",
        "proxy_set_header X-Forwarded-Proto https;",
        'proxy_set_header X-Real-IP         "";',
        'proxy_set_header Forwarded         "";',
        "proxy_set_header Upgrade           $http_upgrade;",
        "client_max_body_size      1m;",
        "location = /metrics { return 404; }",
        "location = /readyz  { return 404; }",
        "ssl_protocols       TLSv1.2 TLSv1.3;",
        "access_log /var/log/nginx/access.log without_question;",
    ],
)
def test_the_door_lets_nobody_say_who_he_is(line):
    assert line in NGINX


def test_nobody_writes_down_what_a_caller_said():
    logged = NGINX[NGINX.index("log_format") : NGINX.index("access_log")]
    assert not re.search(r"\$(request|request_uri|args|query_string|http_referer)\b", logged)
    assert {"log_error_verbosity=terse", "log_min_error_statement=panic"} <= set(
        SERVICES["postgres"]["command"]
    )


def test_the_door_ends_a_silent_line_to_the_web_processes_before_they_do():
    [kept] = re.findall(r"^    keepalive_timeout (\d+)s;", NGINX, re.MULTILINE)
    [given] = [each for each in SERVICES["web"]["command"] if "keep-alive" in each]
    assert given in program.commands("127.0.0.1", 8000, ROOT)["web"]
    assert int(given.partition("=")[2]) > int(kept)


def test_the_door_believes_no_header_of_a_client():
    assert "proxy_add_x_forwarded_for" not in NGINX
    assert "$http_x_" not in NGINX
