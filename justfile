# List the recipes.
default:
    @just --list

# Everything that must hold before a change goes in: formatting, lints, docs, tests, a short run.
check:
    .ci/run

# All tests.
test:
    cargo test --workspace

# Format, and let clippy repair what it can.
fix:
    cargo fmt --all && cargo clippy --workspace --all-targets --fix --allow-dirty

# The headline scenario, or another: `just run scenarios/other.ron --years 2`.
run *arguments="scenarios/australia_japan.ron":
    cargo run --release -- run {{ arguments }}

# Rewrite generated pages and expected results; read the diff before you keep it.
golden:
    UPDATE_EXPECT=1 cargo test --workspace

# The documentation of every crate, in target/doc.
docs:
    cargo doc --workspace --no-deps

# Time the auction.
bench:
    cargo bench -p monazite-market

# The reference market in Monazite and in other frameworks, with results that must agree: hours, or `--buyers 100 1000`.
bench-peers *arguments="":
    python crates/bench/peers/run.py {{ arguments }}

# History replayed: every target with its error, then the tables of docs/validation.md and their pictures.
hindcast:
    cargo build --release
    python docs/pictures/validation.py
    python docs/pictures/hindcast.py outputs/hindcast/rare_earths_2010 docs/pictures

# The classroom page: build its bundle from crates/page/web (needs Node), then open it.
page *arguments="":
    crates/page/web/build.sh
    cargo run --release -- classroom {{ arguments }}

# Instructions of a week against those stored in crates/bench/instructions.json (needs valgrind).
bench-gate:
    python crates/bench/gate.py
