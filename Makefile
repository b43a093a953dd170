# A thin skin over the npm scripts: `make demo` and `make test` also do all set-up.
.PHONY: demo test check setup build clean
ARGS ?=

setup: node_modules/.package-lock.json

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

build: setup
	npm run --silent build

demo: build
	node bin/connector.js demo $(ARGS)

test: build
	npm test --silent

check: setup
	npm run --silent check

clean:
	rm -rf dist coverage
