//! Who may depend on whom. Dependencies of tests and benchmarks are free.

use cargo_metadata::{Dependency, DependencyKind, Metadata, MetadataCommand, Package};

/// Each crate with the crates of the workspace that it may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("market", &["units"]),
    ("scenario", &["units"]),
    ("model", &["units", "market", "scenario"]),
    ("output", &["units", "scenario", "model"]),
    ("hindcast", &["units", "scenario", "model", "leverage"]),
    (
        "sweep",
        &["units", "scenario", "model", "output", "sensitivity"],
    ),
    (
        "leverage",
        &["units", "scenario", "model", "output", "sweep"],
    ),
    ("report", &["units", "scenario", "output", "sensitivity"]),
    ("sensitivity", &[]),
    (
        "page",
        &[
            "units", "scenario", "model", "output", "sweep", "leverage", "report",
        ],
    ),
    ("import", &["units", "scenario"]),
    ("bench", &["units", "market", "scenario"]),
    (
        "cli",
        &[
            "units",
            "scenario",
            "model",
            "output",
            "hindcast",
            "sweep",
            "leverage",
            "sensitivity",
            "report",
            "page",
            "import",
        ],
    ),
    ("tidy", &[]),
];

/// Libraries that belong to some crates only, and why.
const HOMES: &[(&str, &[&str], &str)] = &[
    (
        "bevy_ecs",
        &["model"],
        "the engine is a private matter of the model",
    ),
    (
        "rand",
        &["model", "hindcast"],
        "the model draws by keyed streams, and a calibration draws parameters",
    ),
    ("cmaes", &["hindcast"], "parameters are fitted in one place"),
    (
        "hammer-and-sample",
        &["hindcast"],
        "parameters are sampled in one place",
    ),
    (
        "rand_distr",
        &["model"],
        "only the model draws, by keyed streams",
    ),
    (
        "postcard",
        &["model"],
        "only a simulation knows what its checkpoint holds",
    ),
    (
        "educe",
        &["model"],
        "only the model copies state into memory that it has",
    ),
    (
        "ron",
        &["scenario"],
        "all RON goes through one reader with one kind of error",
    ),
    (
        "csv",
        &["output", "scenario", "import"],
        "tables are written in one place, observed series and a firm's tables each read in one",
    ),
    ("jiff", &["units"], "dates are units::Date everywhere else"),
    ("clap", &["cli"], "the command line is the shell's business"),
    (
        "anyhow",
        &["cli"],
        "libraries have errors that say what went wrong",
    ),
    ("indicatif", &["cli"], "only the shell shows progress"),
    ("ctrlc", &["cli"], "only the shell listens to the keyboard"),
    (
        "rayon",
        &["cli", "hindcast", "sweep", "leverage"],
        "parallel across runs, never inside one",
    ),
    ("maud", &["report"], "pages are written in one place"),
    (
        "statrs",
        &["sweep", "sensitivity"],
        "intervals are made where differences and indices are",
    ),
    (
        "nalgebra",
        &["sensitivity"],
        "regressions are solved in one place",
    ),
    (
        "sobol",
        &["sensitivity"],
        "points of a design are made in one place",
    ),
    (
        "rand_xoshiro",
        &["sensitivity"],
        "designs and resamples draw bits that no library changes",
    ),
    (
        "plotters",
        &["sweep", "sensitivity"],
        "pictures are drawn where the numbers in them are",
    ),
    ("parquet", &["output"], "tables are written in one place"),
    (
        "arrow-array",
        &["output"],
        "columns are a matter of the files that hold them",
    ),
    (
        "arrow-schema",
        &["output"],
        "columns are a matter of the files that hold them",
    ),
    (
        "gethostname",
        &["output"],
        "claims of shards name the machine, and nothing else does",
    ),
    ("axum", &["page"], "only the page answers a browser"),
    ("tokio", &["page"], "only the page waits for a network"),
    (
        "rust-embed",
        &["page"],
        "only the page carries a bundle of its own",
    ),
    (
        "qrcode",
        &["cli", "page"],
        "the shell and the page show addresses",
    ),
    ("reqwest", &[], "no crate opens a connection"),
    ("ureq", &[], "no crate opens a connection"),
    ("hyper", &[], "no crate opens a connection"),
    ("chrono", &[], "a second library of dates"),
];

fn workspace() -> Metadata {
    let manifest = tidy::tree::root().join("Cargo.toml");
    MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec()
        .expect("cargo describes its own workspace")
}

/// The folder that a crate lives in, which is the name used for it everywhere.
fn folder(package: &Package) -> String {
    package
        .manifest_path
        .parent()
        .and_then(|path| path.file_name())
        .unwrap_or_default()
        .to_owned()
}

fn shipped(package: &Package) -> impl Iterator<Item = &Dependency> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
}

#[test]
fn crates_depend_on_lower_crates_only() {
    let workspace = workspace();
    let mut faults = Vec::new();
    for package in workspace.workspace_packages() {
        let name = folder(package);
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
            faults.push(format!("crate `{name}` has no row in ARROWS"));
            continue;
        };
        for path in shipped(package).filter_map(|dependency| dependency.path.as_ref()) {
            let target = path.file_name().unwrap_or_default();
            if !allowed.contains(&target) {
                faults.push(format!("`{name}` may not depend on `{target}`"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn libraries_stay_in_their_crates() {
    let workspace = workspace();
    let mut faults = Vec::new();
    for package in workspace.workspace_packages() {
        let name = folder(package);
        for dependency in shipped(package) {
            let home = HOMES
                .iter()
                .find(|(library, ..)| *library == dependency.name);
            if let Some((library, homes, reason)) = home
                && !homes.contains(&name.as_str())
            {
                faults.push(format!("`{name}` may not depend on `{library}`: {reason}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_engine_runs_on_one_thread_per_world() {
    let workspace = workspace();
    let engines: Vec<&Dependency> = workspace
        .workspace_packages()
        .into_iter()
        .flat_map(|package| &package.dependencies)
        .filter(|dependency| dependency.name == "bevy_ecs")
        .collect();
    assert!(!engines.is_empty());
    for engine in engines {
        assert!(
            !engine.uses_default_features,
            "bevy_ecs by default brings a parallel executor"
        );
        assert!(
            !engine
                .features
                .iter()
                .any(|feature| feature == "multi_threaded")
        );
    }
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let workspace = workspace();
    for package in workspace.workspace_packages() {
        let manifest =
            std::fs::read_to_string(&package.manifest_path).expect("cargo has just read it");
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{} lacks `[lints] workspace = true`",
            package.name
        );
    }
}
