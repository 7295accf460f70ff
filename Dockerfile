# The service with its pages, without a database of its own (compose.yaml gives it one). Not run where it is developed, which has no
# container engine: tests/house/test_containers.py reads it and checks every path and command in it.

FROM node:20-slim AS pages
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY openapi/openapi.json ../openapi/
COPY frontend ./
RUN npm run build

FROM python:3.11-slim AS packages
ENV VIRTUAL_ENV=/srv/coalition/.venv UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1
WORKDIR /srv/coalition
COPY pyproject.toml requirements.lock ./
# The lock holds the hashes of everything, uv's own among them; as a constraint it checks them without installing the tools of development.
RUN sed -n '/^uv==/,/[^\\]$/p' requirements.lock > uv.txt \
 && pip install --no-cache-dir --no-deps --require-hashes --requirement uv.txt \
 && python -m venv .venv \
 && uv pip install --no-cache --constraint requirements.lock --requirement pyproject.toml
COPY README.md LICENSE ./
COPY api ./api
RUN uv pip install --no-cache --no-deps --editable .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/coalition coalition
WORKDIR /srv/coalition
COPY --from=packages /srv/coalition ./
COPY migrations ./migrations
COPY openapi ./openapi
COPY --from=pages /src/frontend/build ./frontend/build
ENV PATH=/srv/coalition/.venv/bin:$PATH PYTHONUNBUFFERED=1 COALITION_HOST=0.0.0.0 COALITION_DATA_DIR=/var/lib/coalition
USER coalition
VOLUME /var/lib/coalition
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["coalition"]
CMD ["serve"]
