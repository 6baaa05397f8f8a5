//! The variant as a file: base, what is added, taken out and changed, in a form that people can read and edit.

use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path, PathBuf};

use scenario::{Fault, Faults, Place, write as ron};

use crate::Request;
use crate::firm::Firm;
use crate::world::{Item, World};

/// Sections that the variant adds to, in the order of the file.
const SECTIONS: [&str; 4] = ["mines", "refiners", "buyers", "contracts"];

/// The text of the variant.
pub(crate) fn write(world: &World, firm: &Firm, request: Request<'_>) -> Result<String, Faults> {
    let base = path_from(request.out, request.base)?;
    let folder = request.folder.file_name().map_or_else(
        || "the firm".to_owned(),
        |name| name.to_string_lossy().replace('\n', " "),
    );
    let question = world.base.about.question.replace('\n', " ");
    // Writing into a String cannot fail, here and below.
    let mut text = format!(
        "// Question: {question} Here with the {} of `{folder}`.\n\
         // Sources: the tables of `{folder}` by file and line, everything else as in the base; written by `monazite import`.\n\
         // Look at: the firm's own rows in mines.csv, refiners.csv and buyers.csv, and a comparison with the base.\n(\n",
        count(firm.facilities.len(), "facility", "facilities"),
    );
    let _ = writeln!(text, "  base: {},", ron(&base));
    if !world.removed.is_empty() {
        let _ = writeln!(text, "  remove: {},", ron(&world.removed));
    }
    text.push_str("  add: (\n");
    for section in SECTIONS {
        let items: Vec<&Item> = world
            .items
            .iter()
            .filter(|item| item.section == section)
            .collect();
        if items.is_empty() {
            continue;
        }
        let _ = writeln!(text, "    {section}: [");
        for item in items {
            add(&mut text, item);
        }
        text.push_str("    ],\n");
    }
    text.push_str("  ),\n  changes: [\n");
    let notes = format!("{} With `{folder}`, imported.", world.base.about.notes);
    let mut changes = vec![
        ("about.name".to_owned(), ron(request.name)),
        ("about.notes".to_owned(), ron(notes.trim())),
    ];
    changes.extend(world.changes()?);
    for (path, value) in &changes {
        let _ = writeln!(text, "    (path: {}, value: {}),", ron(path), ron(value));
    }
    text.push_str("  ],\n)\n");
    Ok(text)
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn add(text: &mut String, item: &Item) {
    let comment = item.comment.replace('\n', " ");
    if let [("", whole)] = item.fields.as_slice() {
        let _ = writeln!(text, "      // {comment}\n      {whole},");
        return;
    }
    let _ = writeln!(text, "      ( // {comment}");
    for (field, value) in &item.fields {
        let _ = writeln!(text, "        {field}: {value},");
    }
    text.push_str("      ),\n");
}

/// The path of `target` as seen from the folder of `file`, with `/` between the names.
fn path_from(file: &Path, target: &Path) -> Result<String, Faults> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = whole(folder)?;
    let target = whole(target)?;
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), target.components().collect());
    let n_shared = from
        .iter()
        .zip(&to)
        .take_while(|(left, right)| left == right)
        .count();
    if n_shared == 0 {
        // On another disk.
        return Ok(target.display().to_string());
    }
    let up = from.iter().skip(n_shared).map(|_| "..".to_owned());
    let down = to
        .iter()
        .skip(n_shared)
        .map(|name| name.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<String>>().join("/"))
}

fn whole(path: &Path) -> Result<PathBuf, Fault> {
    fs::canonicalize(path).map_err(|error| Fault {
        place: Place::whole(&path.display().to_string()),
        path: String::new(),
        message: format!("cannot be found: {error}"),
        hint: "make the folder first, or name another file with `--out`".to_owned(),
    })
}
