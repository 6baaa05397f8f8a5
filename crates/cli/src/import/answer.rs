//! What `monazite import` says: what was placed, what that did to the base year, and what to do next.

use std::fmt::Write as _;

use ::import::{Imported, Placed, Request};

use crate::screen::{aligned, short};

pub(super) fn text(imported: &Imported, request: &Request<'_>) -> String {
    let (folder, base, out) = (
        request.folder.display(),
        request.base.display(),
        request.out.display(),
    );
    let mut text = format!(
        "Placed from {folder} into {base}\n{}",
        facilities(&imported.placed)
    );
    if !imported.contracts.is_empty() {
        text.push_str("\nContracts\n");
        text.push_str(&contracts(imported));
    }
    text.push_str("\nBase year, t/yr\n");
    text.push_str(&balance(imported));
    for note in &imported.notes {
        // Writing into a String cannot fail, here and below.
        let _ = writeln!(text, "note: {note}");
    }
    let first = imported.placed.first();
    let first = first.map_or_else(
        || "about".to_owned(),
        |placed| format!("{}.{}", placed.section, placed.id),
    );
    let _ = writeln!(text, "\nwrote {out}: no faults");
    let _ = writeln!(text, "look at it:     monazite describe {out} {first}");
    let _ = writeln!(text, "run it:         monazite run {out}");
    let _ = writeln!(text, "what it does:   monazite compare {base} {out}");
    text
}

fn texts<const N: usize>(row: [&str; N]) -> Vec<String> {
    row.iter().map(|&cell| cell.to_owned()).collect()
}

fn facilities(placed: &[Placed]) -> String {
    let header = texts([
        "id",
        "section",
        "country",
        "good",
        "t/yr",
        "USD/kg lost",
        "displaces",
        "left there",
    ]);
    let rows: Vec<Vec<String>> = placed
        .iter()
        .map(|placed| {
            let tonnes = match &placed.start {
                Some(start) => format!("from {start}"),
                None => short(placed.base_t_per_year),
            };
            let value = if placed.value_usd_per_kg > 0.0 {
                short(placed.value_usd_per_kg)
            } else {
                String::new()
            };
            let (whom, left) = match &placed.displaced {
                Some((whom, left)) => (whom.clone(), short(*left)),
                None => ("nobody".to_owned(), String::new()),
            };
            vec![
                placed.id.clone(),
                placed.section.to_owned(),
                placed.country.clone(),
                goods(&placed.good),
                tonnes,
                value,
                whom,
                left,
            ]
        })
        .collect();
    aligned(&header, &rows)
}

/// A separator makes too many goods to list.
fn goods(listed: &str) -> String {
    match listed.split(", ").count() {
        1 => listed.to_owned(),
        count => format!("{count} goods"),
    }
}

fn contracts(imported: &Imported) -> String {
    let header = texts([
        "id",
        "seller",
        "buyer",
        "good",
        "volume",
        "price, USD/kg",
        "term",
    ]);
    let rows: Vec<Vec<String>> = imported
        .contracts
        .iter()
        .map(|contract| {
            vec![
                contract.id.clone(),
                contract.seller.clone(),
                contract.buyer.clone(),
                contract.good.clone(),
                contract.volume.clone(),
                contract.price.clone(),
                contract.term.clone(),
            ]
        })
        .collect();
    aligned(&header, &rows)
}

fn balance(imported: &Imported) -> String {
    let header = texts(["good", "made before", "after", "used before", "after"]);
    let rows: Vec<Vec<String>> = imported
        .balance
        .iter()
        .map(|balance| {
            let (before, after) = match balance.made_t_per_year {
                Some((before, after)) => (short(before), short(after)),
                None => ("as mined".to_owned(), "as mined".to_owned()),
            };
            let (used, uses) = balance.used_t_per_year;
            vec![
                balance.good.clone(),
                before,
                after,
                short(used),
                short(uses),
            ]
        })
        .collect();
    aligned(&header, &rows)
}
