//! The scenario that `monazite new` writes.

/// A small scenario with comments, which loads, checks clean and runs; `name` becomes its `about.name`.
pub fn starter(name: &str) -> String {
    let id: String = name
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let id = if id.is_empty() { "my_scenario" } else { &id };
    include_str!("starter.ron").replace("NAME", id)
}
