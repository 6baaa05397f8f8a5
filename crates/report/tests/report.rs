//! Reports of small worlds, as files beside their results.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts with hashes"
)]

use std::path::{Path, PathBuf};

use expect_test::expect;
use model::Simulation;
use output::{Manifest, RunWriter, TextSink};
use report::{BRIEF_FILE, Brief, REPORT_FILE};
use scenario::Loaded;
use tempfile::TempDir;

/// What a page of any run may weigh [bytes].
const MOST_BYTES: usize = 500_000;

/// A starter scenario with these values set.
fn starter(changes: &[(&str, &str)]) -> Loaded {
    let mut loaded = scenario::load_str(&scenario::starter("world"), "world.ron").unwrap();
    for (path, value) in changes {
        loaded.set(path, value).unwrap();
    }
    loaded
}

/// Results of so many weeks and replicates, with their report.
fn results(loaded: &Loaded, weeks: u32, replicates: u32) -> TempDir {
    let mut scenario = loaded.scenario.clone();
    scenario.clock.weeks = weeks;
    let folder = tempfile::tempdir().unwrap();
    let manifest = Manifest::new(&scenario.about.name, &scenario.hash())
        .with_seed(1)
        .with_weeks(weeks)
        .with_replicates(replicates)
        .with_files(&["world.ron"]);
    let writer = RunWriter::create(folder.path(), manifest, false).unwrap();
    let mut answer = Vec::new();
    for replicate in 0..replicates {
        let mut sink = writer.replicate(replicate).unwrap();
        let mut simulation = Simulation::new(&scenario, 1, replicate);
        while !simulation.is_finished() {
            simulation.step(&mut sink);
        }
        answer = simulation.summary().answer;
        writer.accept(sink).unwrap();
    }
    let brief = Brief::of(&scenario)
        .with_answer(&answer)
        .with_command("monazite run world.ron".to_owned());
    writer
        .finish_with(&[], |folder, manifest| {
            report::documents(folder, manifest, &brief)
        })
        .unwrap();
    folder
}

fn page(folder: &TempDir) -> String {
    std::fs::read_to_string(folder.path().join(REPORT_FILE)).unwrap()
}

/// What stands between two texts, each time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let pieces = text.split(start).skip(1);
    pieces.filter_map(|piece| piece.split(end).next()).collect()
}

fn shipped() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn a_small_world_has_these_sections_and_figures() {
    let text = page(&results(&starter(&[]), 52, 1));
    let found = format!(
        "sections: {}\nfigures: {}\n",
        between(&text, "<section id=\"", "\"").join(" "),
        between(&text, "<figure id=\"", "\"").join(" "),
    );
    expect![[r#"
        sections: prices supply leverage flows sources limits again
        figures: figure-prices figure-supply figure-leverage figure-flows
    "#]]
    .assert_eq(&found);
}

#[test]
fn every_picture_has_a_title_words_and_a_table() {
    let text = page(&results(&starter(&[]), 52, 1));
    let pictures = text.matches("<svg").count();
    assert!(pictures > 3, "{pictures} pictures");
    for piece in between(&text, "<svg", ">") {
        assert!(
            piece.contains("role=\"img\"") && piece.contains("aria-label=\""),
            "{piece}"
        );
    }
    assert_eq!(text.matches("<desc>").count(), pictures);
    for figure in between(&text, "<figure ", "</figure>") {
        let tables = figure.matches("<table>").count();
        assert_eq!(tables, figure.matches("<svg").count(), "{figure}");
    }
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let loaded = starter(&[]);
    let folder = results(&loaded, 26, 1);
    assert_eq!(page(&folder), page(&results(&loaded, 26, 1)));
    let manifest = Manifest::read(folder.path()).unwrap();
    let brief = Brief::read(folder.path(), &manifest).unwrap();
    let again = report::text(folder.path(), &manifest, &brief).unwrap();
    assert_eq!(page(&folder), again);
}

#[test]
fn a_run_in_memory_has_the_report_of_its_folder() {
    let loaded = starter(&[]);
    let folder = results(&loaded, 26, 1);
    let manifest = Manifest::read(folder.path()).unwrap();
    let brief = Brief::read(folder.path(), &manifest).unwrap();
    let mut scenario = loaded.scenario.clone();
    scenario.clock.weeks = 26;
    let mut sink = TextSink::of(&report::TABLES);
    let mut simulation = Simulation::new(&scenario, 1, 0);
    while !simulation.is_finished() {
        simulation.step(&mut sink);
    }
    let text = report::text_of(&sink.into_tables(), &manifest, &brief).unwrap();
    assert_eq!(text, page(&folder));
}

#[test]
fn the_manifest_lists_the_report_and_its_brief() {
    let folder = results(&starter(&[]), 4, 1);
    let manifest = Manifest::read(folder.path()).unwrap();
    for name in [REPORT_FILE, BRIEF_FILE] {
        assert!(manifest.files().any(|file| file == name), "{name}");
    }
}

#[test]
fn the_page_loads_nothing_and_runs_nothing() {
    let text = page(&results(&starter(&[]), 52, 1));
    let loads = [
        "<script",
        " src=",
        "href=\"http",
        "url(",
        "@import",
        "<link",
        "<iframe",
        "<object",
        "onload=",
    ];
    for word in loads {
        assert_eq!(text.find(word), None, "{word}");
    }
    // Links lead to places in the page, and each place is there.
    for target in between(&text, "href=\"", "\"") {
        let id = target
            .strip_prefix('#')
            .unwrap_or_else(|| panic!("{target}"));
        assert!(text.contains(&format!("id=\"{id}\"")), "{target}");
    }
    assert!(text.contains("default-src 'none'"));
}

#[test]
fn hostile_names_are_text() {
    let hostile = r#"</title><script>alert("1")</script><img src=x onerror=alert(1)>"#;
    let value = format!("{hostile:?}");
    let mut loaded = starter(&[("about.question", &value), ("about.notes", &value)]);
    for country in &mut loaded.scenario.countries {
        hostile.clone_into(&mut country.name);
    }
    for good in &mut loaded.scenario.goods {
        hostile.clone_into(&mut good.name);
    }
    for zone in &mut loaded.scenario.zones {
        hostile.clone_into(&mut zone.name);
    }
    let folder = results(&loaded, 26, 1);
    let text = page(&folder);
    assert!(
        !text.contains("<script") && !text.contains("<img"),
        "{text}"
    );
    assert!(text.contains("&lt;script&gt;alert(&quot;1&quot;)"));
    let manifest = Manifest::read(folder.path()).unwrap();
    let brief = Brief::read(folder.path(), &manifest).unwrap();
    assert_eq!(brief.question, hostile);
}

#[test]
fn replicates_have_a_band_that_says_what_it_is() {
    let text = page(&results(&starter(&[]), 13, 3));
    assert!(text.contains("spread of random draws, not model error"));
    assert!(text.contains("class=\"band"));
    let alone = page(&results(&starter(&[]), 13, 1));
    assert!(!alone.contains("class=\"band"));
}

#[test]
fn a_scenario_without_focus_is_about_its_largest_trade() {
    let loaded = starter(&[("about.focus", "None")]);
    let text = page(&results(&loaded, 26, 1));
    for id in ["prices", "supply", "flows"] {
        assert!(text.contains(&format!("<section id=\"{id}\"")), "{id}");
    }
}

#[test]
fn a_week_is_enough_for_a_report() {
    let text = page(&results(&starter(&[]), 1, 1));
    assert!(text.contains("<section id=\"prices\""));
    assert!(!text.contains("NaN") && !text.contains("inf\""));
}

#[test]
fn a_folder_without_tables_still_has_limits_and_inputs() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = Manifest::new("bare", "1");
    let text = report::text(folder.path(), &manifest, &Brief::default()).unwrap();
    assert_eq!(between(&text, "<section id=\"", "\""), ["limits", "again"]);
}

#[test]
fn every_shipped_scenario_has_a_report_of_its_first_weeks() {
    for path in shipped() {
        let loaded = scenario::load(&path).unwrap();
        let text = page(&results(&loaded, 8, 1));
        assert!(
            text.contains("<section id=\"prices\""),
            "{}",
            path.display()
        );
        assert!(
            text.contains("<section id=\"supply\""),
            "{}",
            path.display()
        );
        assert!(!text.contains("NaN"), "{}", path.display());
    }
}

#[test]
fn a_year_of_the_headline_is_a_small_page() {
    let loaded = scenario::load(&shipped()[1]).unwrap();
    assert_eq!(loaded.scenario.about.name, "australia_japan");
    let text = page(&results(&loaded, 52, 1));
    assert!(text.len() <= MOST_BYTES, "{} bytes", text.len());
}
