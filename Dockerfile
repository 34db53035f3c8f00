# The site in production. Where the base image has another name: docker build --build-arg BASE_IMAGE=… .
ARG BASE_IMAGE=python:3.11-slim-bookworm

FROM ${BASE_IMAGE} AS build
ENV PATH=/venv/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /site
COPY requirements requirements
RUN python3 -m venv /venv \
    && pip install --require-hashes --requirement requirements/postgres.txt \
    && pip install --require-hashes --requirement requirements/print.txt
COPY . .
# Production settings with values of this step alone: nothing of them stays in the image.
RUN export DJANGO_SETTINGS_MODULE=config.settings.prod SITE_URL=https://build.invalid \
      SITE_CONTACT_EMAIL=nobody@build.invalid DATABASE_URL=sqlite:////tmp/none CACHE_URL=locmemcache://build \
      DJANGO_SECRET_KEY="$(python3 -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    && python3 manage.py compile_catalogue && python3 manage.py collectstatic --no-input

FROM ${BASE_IMAGE}
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod BIND=0.0.0.0:8000
# What WeasyPrint needs of the system, and a font for its PDF.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin site
COPY --from=build /venv /venv
COPY --from=build /site /site
WORKDIR /site
USER site
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 CMD ["python3", "docker/healthy.py"]
CMD ["gunicorn", "--config", "config/gunicorn.conf.py", "config.wsgi"]
