//! The name that somebody probably meant.

/// A shorter text is the start of too many names.
const SHORTEST_START: usize = 4;

/// The known name nearest to `found` by edit distance, if one is near enough to be meant.
pub(crate) fn nearest<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // Two slips in a short name, or a third of a long one.
    let limit = (found.chars().count() / 3).max(2);
    let known: Vec<&str> = known.into_iter().collect();
    let by_distance = known
        .iter()
        .copied()
        .map(|name| (strsim::osa_distance(found, name), name))
        .filter(|(distance, name)| *distance <= limit && *distance < name.chars().count())
        .min()
        .map(|(_, name)| name);
    // A name that stops early, such as `unit_cost` for `unit_cost_usd_per_kg`.
    by_distance.or_else(|| {
        let is_start = |name: &&str| found.len() >= SHORTEST_START && name.starts_with(found);
        known.iter().copied().find(is_start)
    })
}

/// The hint for an unknown name: the nearest one, else what there is.
pub fn hint<'a>(found: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    const MOST: usize = 8;
    if let Some(name) = nearest(found, known.clone()) {
        return format!("did you mean `{name}`?");
    }
    let names: Vec<&str> = known.into_iter().collect();
    let mut shown: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect();
    if shown.is_empty() {
        return "none is defined so far".to_owned();
    }
    if names.len() > MOST {
        shown.push(format!("{} more", names.len() - MOST));
    }
    format!("known are {}", shown.join(", "))
}
