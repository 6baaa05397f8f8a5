//! The documents point at what exists.

use std::path::Path;
use tidy::markdown::{anchors, code_spans, links};
use tidy::tree::{File, files_like, root};

/// A span in backticks that begins so is a path of the tree.
const ROOTS: &[&str] = &["crates/", "docs/", "scenarios/", ".ci/"];

/// Paths with a placeholder, a pattern or a choice name no file.
const PLACEHOLDERS: &[char] = &['<', '*', '{', ' ', '…'];

fn documents() -> Vec<File> {
    files_like("", ".md")
}

/// `a/b/../c` without the dots.
fn tidied(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn fault_of_link(document: &File, target: &str) -> Option<String> {
    let is_elsewhere = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme));
    if is_elsewhere {
        return None;
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = Path::new(&document.path)
        .parent()
        .and_then(Path::to_str)
        .unwrap_or_default();
    let path = if path.is_empty() {
        document.path.clone()
    } else {
        tidied(&format!("{folder}/{path}"))
    };
    if !root().join(&path).exists() {
        return Some(format!("`{path}` does not exist"));
    }
    if anchor.is_empty() || Path::new(&path).extension() != Some("md".as_ref()) {
        return None;
    }
    let text = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
    (!anchors(&text).iter().any(|known| known == anchor))
        .then(|| format!("`{path}` has no heading `#{anchor}`"))
}

/// `crates/a/src/b.rs::name` must be a file that defines `name`.
fn fault_of_span(span: &str) -> Option<String> {
    let is_path = ROOTS.iter().any(|start| span.starts_with(start)) && !span.contains(PLACEHOLDERS);
    if !is_path {
        return None;
    }
    let (path, item) = span.split_once("::").unwrap_or((span, ""));
    let Some(name) = item.rsplit("::").next().filter(|name| !name.is_empty()) else {
        return (!root().join(path).exists()).then(|| format!("`{path}` does not exist"));
    };
    let Ok(text) = std::fs::read_to_string(root().join(path)) else {
        return Some(format!("`{path}` does not exist"));
    };
    (!defines(&text, name)).then(|| format!("`{path}` does not define `{name}`"))
}

fn defines(source: &str, name: &str) -> bool {
    ["fn", "struct", "enum", "trait", "const", "type", "mod"]
        .iter()
        .any(|keyword| {
            let start = format!("{keyword} {name}");
            let ends = |at: usize| {
                !source[at + start.len()..]
                    .starts_with(|next: char| next.is_alphanumeric() || next == '_')
            };
            source.match_indices(&start).any(|(at, _)| ends(at))
        })
}

#[test]
fn every_relative_link_resolves() {
    let mut faults = Vec::new();
    for document in documents() {
        for link in links(&document.text) {
            let fault = fault_of_link(&document, &link.target);
            faults.extend(fault.map(|fault| format!("{}:{}: {fault}", document.path, link.line)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_code_path_in_backticks_exists_and_defines_what_it_names() {
    let mut faults = Vec::new();
    for document in documents() {
        for (line, span) in code_spans(&document.text) {
            faults.extend(
                fault_of_span(&span).map(|fault| format!("{}:{line}: {fault}", document.path)),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_concept_names_the_code_that_holds_it() {
    for page in files_like("docs/concepts/", ".md")
        .iter()
        .filter(|page| !page.path.ends_with("_data.md"))
    {
        let names_code = code_spans(&page.text)
            .iter()
            .any(|(_, span)| span.starts_with("crates/"));
        assert!(names_code, "{} names no code", page.path);
    }
}

/// The first words of the variants of an enum, in order.
fn variants(source: &str, name: &str) -> Vec<String> {
    let body = source
        .split(&format!("enum {name} {{"))
        .nth(1)
        .and_then(|rest| rest.split("\n}").next());
    let lines = body.unwrap_or_default().lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .map(|line| line.replace(',', ""))
        .collect()
}

#[test]
fn the_architecture_lists_the_phases_of_a_week_in_order() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).unwrap_or_default();
    let phases = variants(&read("crates/model/src/step.rs"), "Phase");
    let architecture = read("ARCHITECTURE.md");
    let table = architecture
        .split("| phase |")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next());
    let rows = table.unwrap_or_default().lines().skip(2);
    let listed: Vec<&str> = rows
        .filter_map(|row| row.split('|').nth(1))
        .map(str::trim)
        .collect();
    assert!(!phases.is_empty());
    assert_eq!(listed, phases);
}

/// Pages that a source cites, as `docs/a/b.md`, with the heading it names after them in quotes, if any.
fn citations(source: &str) -> Vec<(String, Option<String>)> {
    source
        .match_indices("docs/")
        .filter_map(|(at, _)| {
            let rest = &source[at..];
            let end = rest.find(".md")? + ".md".len();
            let path = &rest[..end];
            let is_path = path
                .chars()
                .all(|letter| letter.is_alphanumeric() || "_/.-".contains(letter));
            let heading = rest[end..]
                .strip_prefix(", \"")
                .and_then(|rest| rest.split('"').next());
            is_path.then(|| (path.to_owned(), heading.map(str::to_owned)))
        })
        .collect()
}

#[test]
fn every_page_that_a_source_cites_exists_and_has_the_heading() {
    let mut faults = Vec::new();
    for source in files_like("crates/", ".rs")
        .iter()
        .filter(|file| !file.path.starts_with("crates/tidy/"))
    {
        for (page, heading) in citations(&source.text) {
            let Ok(text) = std::fs::read_to_string(root().join(&page)) else {
                faults.push(format!("{}: `{page}` does not exist", source.path));
                continue;
            };
            let is_there = |heading: &String| {
                text.lines()
                    .any(|line| line.trim_start_matches('#').trim() == heading)
            };
            if let Some(heading) = heading.filter(|heading| !is_there(heading)) {
                faults.push(format!(
                    "{}: `{page}` has no heading `{heading}`",
                    source.path
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_dead_link_and_a_dead_path_are_seen() {
    let page = File {
        path: "docs/guide/page.md".to_owned(),
        text: String::new(),
    };
    assert_eq!(fault_of_link(&page, "../../Cargo.toml"), None);
    assert!(fault_of_link(&page, "../nowhere.md").is_some());
    assert_eq!(fault_of_span("crates/tidy/src/tree.rs::File"), None);
    assert_eq!(fault_of_span("crates/<name>/src"), None);
    assert!(fault_of_span("crates/tidy/src/tree.rs::Fil").is_some());
    assert!(fault_of_span("crates/tidy/src/nothing.rs").is_some());
}
