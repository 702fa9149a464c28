# Two stages: one that installs, and one that runs as nobody in particular, with neither pip's cache nor tools to build.
# docker build -t goldenthread . ; then see docs/how-to/go-to-production.md.
FROM python:3.11-slim-bookworm AS installed
WORKDIR /app
COPY requirements.txt pyproject.toml README.md LICENSE ./
COPY goldenthread goldenthread
RUN python -m venv /app/.venv \
 && /app/.venv/bin/python -m pip install --no-cache-dir --no-deps --require-hashes --only-binary :all: -r requirements.txt \
 && /app/.venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --create-home goldenthread
COPY --from=installed /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH GOLDENTHREAD_DATA=/data PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER goldenthread
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
# The pages. The same image sends messages with the command: goldenthread work
CMD ["gunicorn", "goldenthread.config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4"]
